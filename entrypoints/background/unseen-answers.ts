import type { Engine } from '../../lib/engine/engine'
import { addUnseen, listUnseen, removeUnseen, type UnseenAnswer } from '../../lib/messaging/unseen'

/** A panel that shows an answer says so sooner than this. Only then it is certain that nobody saw the end. */
const graceMs = 500

export type UnseenAnswers = {
  /** Those that nobody saw, oldest first. */
  list(): Promise<UnseenAnswer[]>
  markSeen(conversationId: string): Promise<void>
}

export type UnseenHooks = {
  /** Something has changed about what is written or seen. */
  onChange: () => void
  /** An answer ended, and nobody saw it. */
  onUnseen: (answer: UnseenAnswer) => void
}

/** Notes which answers ended while no panel showed them. */
export function followUnseen(engine: Engine, now: () => number, { onChange, onUnseen }: UnseenHooks): UnseenAnswers {
  /** Those that a panel may still say it shows. */
  const fresh = new Set<string>()
  const list = async () => (await listUnseen()).filter(({ messageId }) => !fresh.has(messageId))

  async function judge(answer: UnseenAnswer): Promise<void> {
    fresh.add(answer.messageId)
    try {
      await addUnseen(answer)
      await new Promise((resolve) => setTimeout(resolve, graceMs))
    } finally {
      fresh.delete(answer.messageId)
    }
    if (!(await list()).some(({ messageId }) => messageId === answer.messageId)) return
    onChange()
    onUnseen(answer)
  }

  engine.subscribe((conversationId, { messageId, event }) => {
    if (event.type === 'start') onChange()
    if (event.type !== 'status' || event.status === 'streaming') return
    onChange()
    // Whoever stopped it knows.
    if (event.status === 'stopped') return
    // Without the session's storage there is no badge; the answer is in the history all the same.
    void judge({ messageId, conversationId, at: now() }).catch(() => undefined)
  })

  return {
    list,
    async markSeen(conversationId) {
      await removeUnseen(conversationId)
      onChange()
    },
  }
}
