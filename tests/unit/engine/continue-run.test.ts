import 'fake-indexeddb/auto'
import '../../helpers/fake-storage'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { ChatError } from '../../../lib/chat/chat-error'
import { textOf } from '../../../lib/chat/message'
import type { Preset } from '../../../lib/chat/preset'
import type { ChatRequest } from '../../../lib/chat/request'
import type { StreamEvent } from '../../../lib/chat/stream-event'
import { db } from '../../../lib/db/db'
import { getMessage, listMessages } from '../../../lib/db/messages'
import { getReceipt } from '../../../lib/db/receipts'
import type { Dispatch } from '../../../lib/engine/dispatch'
import { Engine } from '../../../lib/engine/engine'
import { changeSettings } from '../../../lib/settings/settings'

const local: Preset = { id: 'local', name: 'Local', providerId: 'ollama', model: 'm1', parameters: {} }
const backup: Preset = { id: 'backup', name: 'Backup', providerId: 'groq', model: 'm2', parameters: {} }
const question = { conversationId: 'c', questionId: 'q', text: 'Why?', attachmentIds: [], presetId: 'local' }
const said = (text: string): StreamEvent => ({ type: 'text-delta', text })
const used = (outputTokens: number): StreamEvent => ({ type: 'usage', usage: { inputTokens: 10, outputTokens } })
const finish: StreamEvent = { type: 'finish', reason: { unified: 'stop' } }
const length: StreamEvent = { type: 'finish', reason: { unified: 'length' } }
const cut = new ChatError('truncated', 'Cut.')

type Step = StreamEvent | Error

/** An engine whose answers are these, one after the other; each may end in a failure. */
function setUp(...answers: Step[][]) {
  const requests: { providerId: string; request: ChatRequest }[] = []
  let ids = 0
  const dispatch: Dispatch = {
    async *chat(providerId, request, signal, observer = {}) {
      const steps = answers[requests.length] ?? []
      requests.push({ providerId, request })
      observer.onConnection?.({ providerId, providerName: providerId })
      observer.onSend?.({ method: 'POST', url: `https://${providerId}.example/`, body: '{}' })
      for (const step of steps) {
        if (step instanceof Error) throw step
        yield step
      }
      if (steps.length === 0) await new Promise((_, reject) => signal.addEventListener('abort', () => reject(cut)))
      signal.throwIfAborted()
    },
    listModels: async () => [],
  }
  const engine = new Engine({
    dispatch,
    keepAlive: { hold: () => () => {} },
    now: () => 1_000,
    monotonicNow: () => 0,
    createId: () => `id-${++ids}`,
    random: () => 0.5,
  })
  const ended = () =>
    new Promise<void>((resolve) => {
      const leave = engine.subscribe((_, { event }) => {
        if (event.type !== 'status') return
        leave()
        resolve()
      })
    })
  /** Asks, and waits for the end. */
  async function ask() {
    const end = ended()
    const { answerId } = await engine.start(question)
    await end
    if (answerId === null) throw new Error('It was queued.')
    return answerId
  }
  async function goOn(answerId: string, presetId?: string) {
    const end = ended()
    await engine.continue(answerId, presetId)
    await end
    return getMessage(answerId)
  }
  return { engine, requests, ask, goOn, ended }
}

describe('an answer that broke off', () => {
  beforeEach(async () => {
    fakeBrowser.reset()
    await Promise.all([db.messages, db.conversations, db.receipts, db.queue].map((table) => table.clear()))
    await changeSettings((all) => ({ ...all, presets: [local, backup] }))
  })

  it('goes on as the same message, and both requests are on its receipt', async () => {
    const { ask, goOn, requests } = setUp([said('One two'), used(2), cut], [said(' three.'), used(1), finish])
    const id = await ask()
    expect(await getMessage(id)).toMatchObject({ status: 'failed' })
    const whole = await goOn(id)
    expect(whole).toMatchObject({ status: 'complete', parts: [{ type: 'text', text: 'One two three.' }] })
    expect(whole).not.toHaveProperty('error')
    expect(whole?.usage).toEqual({ inputTokens: 20, outputTokens: 3 })
    expect(await listMessages('c')).toHaveLength(2)
    expect((await getReceipt(id))?.requests).toHaveLength(2)
    expect(requests[1]?.request.messages.at(-1)).toEqual({
      role: 'assistant',
      parts: [{ type: 'text', text: 'One two' }],
    })
  })

  it('may break off again, as often as it likes', async () => {
    const { ask, goOn } = setUp([said('One'), length], [said(' two'), cut], [said(' three.'), finish])
    const id = await ask()
    expect(await goOn(id)).toMatchObject({ status: 'failed' })
    const whole = await goOn(id)
    expect(whole && textOf(whole)).toBe('One two three.')
    expect(whole).toMatchObject({ status: 'complete', metrics: { continuations: 2 } })
  })

  it('goes on when its worker died, with what was stored', async () => {
    const first = setUp([said('One two')])
    // It never ends: this worker dies.
    await db.conversations.put({ id: 'c', title: 'Why?', createdAt: 1, updatedAt: 1, leafId: 'a' })
    const turn = { conversationId: 'c', createdAt: 1, attachmentIds: [] }
    await db.messages.bulkAdd([
      { ...turn, id: 'q', parentId: null, role: 'user', status: 'complete', parts: [{ type: 'text', text: 'Why?' }] },
      {
        ...turn,
        id: 'a',
        parentId: 'q',
        role: 'assistant',
        status: 'streaming',
        parts: [{ type: 'text', text: 'One ' }],
        presetId: 'local',
      },
    ])
    await first.engine.recover('worker')
    const { goOn } = setUp([said(' two.'), finish])
    const whole = await goOn('a')
    expect(whole).toMatchObject({ status: 'complete' })
    expect(whole && textOf(whole)).toBe('One two.')
  })

  it('goes on with a fallback where its own provider cannot be had', async () => {
    await changeSettings((all) => ({ ...all, presets: [{ ...local, fallbackPresetIds: ['backup'] }, backup] }))
    const { ask, goOn, requests } = setUp(
      [said('One two'), cut],
      [new ChatError('quota', 'Spent.')],
      [said('One two three.'), used(3), finish],
    )
    const whole = await goOn(await ask())
    expect(whole && textOf(whole)).toBe('One two three.')
    expect(whole).toMatchObject({ presetId: 'backup', author: { presetName: 'Backup' } })
    expect(requests.map(({ providerId }) => providerId)).toEqual(['ollama', 'ollama', 'groq'])
    // Who is not handed the last message is asked in words.
    expect(requests[2]?.request.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user'])
    expect((await getReceipt(whole?.id ?? ''))?.requests.map(({ model }) => model)).toEqual([
      undefined,
      undefined,
      'm2',
    ])
  })

  it('keeps its new thoughts apart from the old ones', async () => {
    const thought = (text: string): StreamEvent => ({ type: 'reasoning-delta', text })
    const { ask, goOn } = setUp(
      [thought('A'), said('One two'), thought('B'), cut],
      [thought('C'), said('One two three.'), finish],
    )
    const whole = await goOn(await ask())
    expect(whole?.parts.filter(({ type }) => type === 'reasoning').map(({ text }) => text)).toEqual(['A', 'B', 'C'])
    expect(whole && textOf(whole)).toBe('One two three.')
  })

  it('is gone on with once, however often it is wished', async () => {
    const { engine, ask, ended, requests } = setUp([said('One two'), cut], [said(' three.'), finish])
    const id = await ask()
    const end = ended()
    const wishes = await Promise.allSettled([engine.continue(id), engine.continue(id), engine.retry(id, 'local')])
    await end
    expect(wishes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(requests).toHaveLength(2)
    await expect(engine.continue(id)).rejects.toThrow('This answer cannot be continued')
  })

  it('is stopped as any other, once or twice, and goes on again', async () => {
    const { engine, requests, ask, goOn, ended } = setUp([said('One'), cut], [], [said(' two.'), finish])
    const id = await ask()
    const end = ended()
    await engine.continue(id)
    await vi.waitFor(() => expect(requests).toHaveLength(2))
    engine.stop(id)
    engine.stopAll()
    await end
    engine.stop(id)
    expect(await getMessage(id)).toMatchObject({ status: 'stopped', parts: [{ type: 'text', text: 'One' }] })
    expect(await goOn(id)).toMatchObject({ status: 'complete', parts: [{ type: 'text', text: 'One two.' }] })
  })
})
