import { expect } from 'vitest'
import { ChatError } from '../../lib/chat/chat-error'
import type { StreamEvent } from '../../lib/chat/stream-event'
import type { Dispatch } from '../../lib/engine/dispatch'
import { Engine } from '../../lib/engine/engine'

type Ending = 'complete' | 'failed' | 'stopped'
type Asking = { question: string; finish: () => void; fail: (error: Error) => void }

let worlds = 0

/** A worker whose model answers when the test says so, and tells what it was asked. */
export function queueWorld() {
  const asked: string[] = []
  const open: Asking[] = []
  const dispatch: Dispatch = {
    chat: async function* (_, request, signal): AsyncGenerator<StreamEvent> {
      const { question } = request
      asked.push(question)
      await new Promise<void>((finish, fail) => {
        open.push({ question, finish, fail })
        signal.addEventListener('abort', () => fail(new ChatError('aborted', 'Stopped.')))
      })
      yield { type: 'text-delta', text: `Answer to ${question}` }
      yield { type: 'finish', reason: { unified: 'stop' } }
    },
    listModels: async () => [],
  }
  const world = ++worlds
  let ids = 0
  const engine = new Engine({
    dispatch,
    keepAlive: { hold: () => () => {} },
    now: () => 1_000 + ++ids,
    monotonicNow: () => 0,
    createId: () => `w${world}-${++ids}`,
    random: () => 0.5,
  })
  const statusEvents: string[] = []
  engine.subscribe((_, { messageId, event }) => {
    if (event.type === 'status') statusEvents.push(messageId)
  })

  /** Resolves when the model is being asked this. */
  const asking = async (question: string): Promise<Asking> => {
    await expect.poll(() => open.some((one) => one.question === question), { interval: 2 }).toBe(true)
    const found = open.findLast((one) => one.question === question)
    if (!found) throw new Error(`nobody asks ${question}`)
    return found
  }

  return {
    engine,
    asked,
    asking,
    /** What the model is being asked right now. */
    open: () => open.map(({ question }) => question),
    /** Ends the answer to a question, and resolves when the queue has drawn its conclusion. */
    async end(question: string, how: Ending): Promise<void> {
      const one = await asking(question)
      open.splice(open.indexOf(one), 1)
      const before = statusEvents.length
      if (how === 'complete') one.finish()
      else if (how === 'failed') one.fail(new ChatError('auth', 'Refused.'))
      else for (const conversationId of ['c', 'd', 'e']) engine.stopConversation(conversationId)
      await expect.poll(() => statusEvents.length, { interval: 2 }).toBeGreaterThan(before)
      for (const conversationId of ['c', 'd', 'e', 'other']) await engine.queue.settled(conversationId)
    },
    /** The worker is gone: what it was about to do never happens. */
    die(when?: 'before-taking'): void {
      if (when) engine.queue.advance = async () => {}
      else open.length = 0
    },
    /** What a start of the worker does. */
    async wake(): Promise<void> {
      await engine.recover()
      await engine.queue.resume()
    },
  }
}

export type World = ReturnType<typeof queueWorld>
