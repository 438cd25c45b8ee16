import { expect } from 'vitest'
import { ChatError } from '../../lib/chat/chat-error'
import type { Message } from '../../lib/chat/message'
import type { Preset } from '../../lib/chat/preset'
import type { ChatRequest } from '../../lib/chat/request'
import type { StreamEvent } from '../../lib/chat/stream-event'
import { getMessage, listMessages } from '../../lib/db/messages'
import type { Dispatch } from '../../lib/engine/dispatch'
import { Engine } from '../../lib/engine/engine'
import { changeSettings } from '../../lib/settings/settings'

const presets: Preset[] = ['ollama', 'groq', 'mistral'].map((providerId, index) => ({
  id: `p${index}`,
  name: `Preset ${index}`,
  providerId,
  model: `m${index}`,
  parameters: {},
}))

/** One answer as the model sees it: it says something, and ends, when the test wants it. */
type Asked = {
  providerId: string
  request: ChatRequest
  say: (text: string) => void
  finish: () => void
  fail: () => void
  stopped: boolean
}

let worlds = 0

/** A worker with three models that answer in step with the test. */
export async function compareWorld({ concurrentRuns }: { concurrentRuns?: number } = {}) {
  await changeSettings((all) => ({
    ...all,
    presets,
    providers: concurrentRuns === undefined ? {} : { ollama: { limits: { concurrentRuns } } },
  }))
  const asked: Asked[] = []
  const dispatch: Dispatch = {
    chat: async function* (providerId, request, signal, observer = {}): AsyncGenerator<StreamEvent> {
      observer.onSend?.({ method: 'POST', url: `http://${providerId}/`, body: '{}' })
      const pieces: (StreamEvent | Error)[] = []
      let wake = () => {}
      const push = (piece: StreamEvent | Error) => {
        pieces.push(piece)
        wake()
      }
      const one: Asked = {
        providerId,
        request,
        stopped: false,
        say: (text) => push({ type: 'text-delta', text }),
        finish: () => {
          push({ type: 'usage', usage: { inputTokens: 10, outputTokens: 5, costUsd: 0.5 } })
          push({ type: 'finish', reason: { unified: 'stop' } })
        },
        fail: () => push(new ChatError('auth', 'Refused.')),
      }
      signal.addEventListener('abort', () => {
        one.stopped = true
        push(new ChatError('aborted', 'Stopped.'))
      })
      asked.push(one)
      for (;;) {
        const piece = pieces.shift()
        if (piece instanceof Error) throw piece
        if (piece) yield piece
        if (piece?.type === 'finish') return
        if (!piece) await new Promise<void>((resolve) => (wake = resolve))
      }
    },
    listModels: async () => [],
  }
  const world = ++worlds
  let ids = 0
  const engine = new Engine({
    dispatch,
    keepAlive: { hold: () => () => {} },
    now: () => 1_000 + 10 * ++ids,
    monotonicNow: () => 0,
    createId: () => `w${world}-${++ids}`,
    random: () => 0.5,
  })

  /** Resolves with the newest request to a provider, once there are so many. */
  const asking = async (providerId: string, count = 1): Promise<Asked> => {
    const of = () => asked.filter((one) => one.providerId === providerId)
    await expect.poll(() => of().length, { interval: 2 }).toBeGreaterThanOrEqual(count)
    const found = of()[count - 1]
    if (!found) throw new Error(`nobody asks ${providerId}`)
    return found
  }
  const answersTo = async (questionId: string): Promise<Message[]> =>
    (await listMessages('c'))
      .filter(({ parentId }) => parentId === questionId)
      .sort((one, other) => one.createdAt - other.createdAt)
  /** Stored, and its run is over. */
  const becomes = async (messageId: string, status: Message['status']) => {
    await expect.poll(async () => (await getMessage(messageId))?.status, { interval: 2 }).toBe(status)
    await expect.poll(() => engine.inFlight('c').some(({ id }) => id === messageId), { interval: 2 }).toBe(false)
  }

  return {
    engine,
    asked,
    asking,
    answersTo,
    becomes,
    /** Asks all three, and resolves with what they are asked and the ids of their answers. */
    async compare(questionId: string, text = questionId, count = 1) {
      await engine.start({
        conversationId: 'c',
        questionId,
        text,
        attachmentIds: [],
        presetId: 'p0',
        comparedPresetIds: ['p1', 'p2'],
      })
      const models = await Promise.all(presets.map(({ providerId }) => asking(providerId, count)))
      const [a, b, c] = models
      const [one, two, three] = (await answersTo(questionId)).map(({ id }) => id)
      if (!a || !b || !c || one === undefined || two === undefined || three === undefined) throw new Error('not asked')
      return { models: [a, b, c] as const, ids: [one, two, three] as const }
    },
  }
}
