import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { ChatError } from '../../../lib/chat/chat-error'
import { builtinPreset } from '../../../lib/chat/preset'
import type { ChatRequest } from '../../../lib/chat/request'
import type { StreamEvent } from '../../../lib/chat/stream-event'
import { addAttachment } from '../../../lib/db/attachments'
import { db } from '../../../lib/db/db'
import { getMessage, listMessages } from '../../../lib/db/messages'
import { getReceipt } from '../../../lib/db/receipts'
import type { ChatObserver, Dispatch } from '../../../lib/engine/dispatch'
import { Engine } from '../../../lib/engine/engine'
import { attachment, message } from '../../helpers/messages'

const finish: StreamEvent = { type: 'finish', reason: { unified: 'stop' } }
const question = { conversationId: 'c', questionId: 'q', text: 'Why?', attachmentIds: [], presetId: builtinPreset.id }

type Answer = (request: ChatRequest, signal: AbortSignal, observer: ChatObserver) => AsyncGenerator<StreamEvent>

function setUp(answer: Answer) {
  let ids = 0
  const requests: ChatRequest[] = []
  const dispatch: Dispatch = {
    chat: (_, request, signal, observer = {}) => {
      requests.push(request)
      return answer(request, signal, observer)
    },
    listModels: async () => [],
  }
  const engine = new Engine({
    dispatch,
    now: () => 1_000,
    monotonicNow: () => 0,
    createId: () => `id-${++ids}`,
    random: () => 0.5,
  })
  const ended = (messageId: string) =>
    new Promise<void>((resolve) => {
      engine.subscribe((_, { messageId: of, event }) => {
        if (of === messageId && event.type === 'status') resolve()
      })
    })
  return { engine, requests, ended }
}

/** An answer whose pieces and end the test decides. */
function gate() {
  let open: () => void = () => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  const answer: Answer = async function* (_, signal) {
    yield { type: 'text-delta', text: 'One' }
    await Promise.race([
      opened,
      new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(new ChatError('aborted', 'Stopped.'))),
      ),
    ])
    yield { type: 'text-delta', text: ' two' }
    yield finish
  }
  return { answer, open: () => open() }
}

describe('Engine', () => {
  beforeEach(async () => {
    fakeBrowser.reset()
    await db.delete()
    await db.open()
  })

  it('has stored question and empty answer by the time the request goes out', async () => {
    let seen: unknown
    const { engine, ended } = setUp(async function* () {
      seen = (await listMessages('c')).map(({ role, status, parts }) => ({ role, status, parts }))
      yield finish
    })
    const { answerId } = await engine.start(question)
    await ended(answerId)
    expect(seen).toEqual(
      expect.arrayContaining([
        { role: 'user', status: 'complete', parts: [{ type: 'text', text: 'Why?' }] },
        { role: 'assistant', status: 'streaming', parts: [] },
      ]),
    )
  })

  it('stores the whole answer under a conversation named by the question', async () => {
    const { engine, ended } = setUp(async function* () {
      yield { type: 'text-delta', text: 'Because.' }
      yield finish
    })
    const { answerId } = await engine.start(question)
    await ended(answerId)
    expect(await getMessage(answerId)).toMatchObject({ status: 'complete', parts: [{ text: 'Because.' }] })
    expect(await db.conversations.get('c')).toMatchObject({ title: 'Why?', leafId: answerId })
    expect(engine.inFlight('c')).toEqual([])
  })

  it('writes one answer per conversation, also when two are started in the same instant', async () => {
    const { answer, open } = gate()
    const { engine, ended } = setUp(answer)
    const results = await Promise.allSettled([engine.start(question), engine.start(question)])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(results[1]).toMatchObject({ reason: { info: { kind: 'bad-request' } } })
    expect(await listMessages('c')).toHaveLength(2)
    const [first] = results
    if (first?.status !== 'fulfilled') throw new Error('the first start failed')
    const done = ended(first.value.answerId)
    open()
    await done
  })

  it('takes one question once', async () => {
    const { engine, requests, ended } = setUp(async function* () {
      yield finish
    })
    const { answerId } = await engine.start(question)
    await ended(answerId)
    await expect(engine.start(question)).rejects.toThrow()
    expect(requests).toHaveLength(1)
    expect(await listMessages('c')).toHaveLength(2)
  })

  it('writes in several conversations at once, without mixing them', async () => {
    const gates = [gate(), gate()]
    let started = 0
    const { engine, ended } = setUp((...args) => (gates[started++] ?? gate()).answer(...args))
    const one = await engine.start(question)
    const two = await engine.start({ ...question, conversationId: 'd', questionId: 'q-d' })
    const done = Promise.all([ended(one.answerId), ended(two.answerId)])
    gates.forEach(({ open }) => open())
    await done
    expect((await listMessages('d')).map(({ id }) => id).toSorted()).toEqual(['q-d', two.answerId].toSorted())
  })

  it('stops one answer and keeps what it wrote', async () => {
    const { engine, ended } = setUp(gate().answer)
    const { answerId } = await engine.start(question)
    const done = ended(answerId)
    await expect.poll(() => engine.inFlight('c')[0]?.parts.length).toBe(1)
    engine.stop(answerId)
    await done
    expect(await getMessage(answerId)).toMatchObject({ status: 'stopped', parts: [{ text: 'One' }] })
  })

  it('sends earlier turns along, and each turn the pages it attached', async () => {
    await addAttachment(attachment({ id: 'p', text: 'Margins were wide.' }))
    const { engine, requests, ended } = setUp(async function* () {
      yield { type: 'text-delta', text: 'Answer.' }
      yield finish
    })
    const first = await engine.start({ ...question, attachmentIds: ['p'] })
    await ended(first.answerId)
    const second = await engine.start({ ...question, questionId: 'q2', text: 'And then?' })
    await ended(second.answerId)
    expect(requests[1]?.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user'])
    expect(requests[1]?.documents).toMatchObject([{ text: 'Margins were wide.' }])
    expect(requests[1]?.question).toBe('And then?')
  })

  it('retries as a sibling and leaves the first answer as it is', async () => {
    const { engine, requests, ended } = setUp(async function* () {
      yield { type: 'text-delta', text: `Answer ${requests.length}` }
      yield finish
    })
    const first = await engine.start(question)
    await ended(first.answerId)
    const second = await engine.retry(first.answerId, builtinPreset.id)
    await ended(second.answerId)
    expect(await getMessage(first.answerId)).toMatchObject({ parts: [{ text: 'Answer 1' }] })
    expect(await getMessage(second.answerId)).toMatchObject({
      parentId: 'q',
      parts: [{ text: 'Answer 2' }],
    })
    expect(await db.conversations.get('c')).toMatchObject({ leafId: second.answerId })
    expect(requests[1]?.messages).toHaveLength(1)
  })

  it('keeps what was sent, as it was sent', async () => {
    const { engine, ended } = setUp(async function* (_, __, observer) {
      observer.onConnection?.({ providerId: 'builtin', providerName: 'Somewhere' })
      observer.onSend?.({ method: 'POST', url: 'https://api.example.org/chat', body: '{"q":"é"}' })
      yield finish
    })
    const { answerId } = await engine.start(question)
    await ended(answerId)
    await expect
      .poll(() => getReceipt(answerId))
      .toMatchObject({
        providerName: 'Somewhere',
        requests: [{ url: 'https://api.example.org/chat', body: '{"q":"é"}', bytes: 10 }],
      })
  })

  it('refuses an empty question and a removed model, and stores nothing', async () => {
    const { engine } = setUp(gate().answer)
    await expect(engine.start({ ...question, text: '  ' })).rejects.toMatchObject({ info: { kind: 'bad-request' } })
    await expect(engine.start({ ...question, presetId: 'gone' })).rejects.toMatchObject({
      info: { kind: 'not-configured' },
    })
    expect(await db.messages.count()).toBe(0)
  })

  it('lets a refused start leave no place taken', async () => {
    const { answer, open } = gate()
    const { engine, ended } = setUp(answer)
    await expect(engine.start({ ...question, presetId: 'gone' })).rejects.toThrow()
    const { answerId } = await engine.start(question)
    const done = ended(answerId)
    open()
    await done
  })

  it('marks an answer that lost its run as interrupted, with its text', async () => {
    await db.messages.add(message({ id: 'lost', parts: [{ type: 'text', text: 'Half' }] }))
    await db.messages.add(message({ id: 'whole', status: 'complete' }))
    const { engine } = setUp(gate().answer)
    await engine.recover()
    expect(await getMessage('lost')).toMatchObject({ status: 'interrupted', parts: [{ text: 'Half' }] })
    expect(await getMessage('whole')).toMatchObject({ status: 'complete' })
  })

  it('writes no ninth answer at once', async () => {
    const { answer } = gate()
    const { engine } = setUp(answer)
    for (let n = 0; n < 8; n++) await engine.start({ ...question, conversationId: `c${n}`, questionId: `q${n}` })
    await expect(engine.start({ ...question, conversationId: 'c8' })).rejects.toMatchObject({
      info: { kind: 'overloaded' },
    })
  })
})
