import type { Conversation } from '../chat/conversation'
import { db } from './db'
import { countQueued } from './queue'

/** What a list of conversations says of one besides its name. */
export type ConversationState = {
  /** How the answer at the end of the shown path stands, where that is worth a word. */
  answer?: 'writing' | 'waiting' | 'failed' | 'interrupted'
  /** Questions that wait. */
  queued: number
}

/** The states of these conversations, by id. Reads no text but that of the answers in flight. */
export async function conversationStates(
  conversations: readonly Conversation[],
): Promise<Map<string, ConversationState>> {
  const [streaming, failed, interrupted, queued] = await Promise.all([
    db.messages.where('status').equals('streaming').toArray(),
    db.messages.where('status').equals('failed').primaryKeys(),
    db.messages.where('status').equals('interrupted').primaryKeys(),
    countQueued(),
  ])
  const live = new Set(streaming.map(({ conversationId }) => conversationId))
  // Of several that are compared one that writes is enough.
  const writing = new Set(streaming.flatMap(({ conversationId, pause }) => (pause ? [] : conversationId)))
  const [failedIds, interruptedIds] = [new Set(failed), new Set(interrupted)]
  const answerOf = ({ id, leafId }: Conversation): ConversationState['answer'] => {
    if (live.has(id)) return writing.has(id) ? 'writing' : 'waiting'
    if (leafId === null) return undefined
    return failedIds.has(leafId) ? 'failed' : interruptedIds.has(leafId) ? 'interrupted' : undefined
  }
  return new Map(
    conversations.map((conversation) => {
      const answer = answerOf(conversation)
      return [conversation.id, { ...(answer ? { answer } : {}), queued: queued.get(conversation.id) ?? 0 }]
    }),
  )
}
