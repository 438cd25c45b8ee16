import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { ChatError } from '../../../lib/chat/chat-error'
import { builtinPreset, type Preset } from '../../../lib/chat/preset'
import type { ChatRequest } from '../../../lib/chat/request'
import type { StreamEvent } from '../../../lib/chat/stream-event'
import { addAttachment, trimAttachment } from '../../../lib/db/attachments'
import { db } from '../../../lib/db/db'
import { saveModelList } from '../../../lib/db/model-lists'
import { getMessage, listMessages } from '../../../lib/db/messages'
import { getReceipt } from '../../../lib/db/receipts'
import type { ChatObserver, Dispatch } from '../../../lib/engine/dispatch'
import { Engine, type StartInput } from '../../../lib/engine/engine'
import { changeSettings } from '../../../lib/settings/settings'
import { attachment, message } from '../../helpers/messages'

const finish: StreamEvent = { type: 'finish', reason: { unified: 'stop' } }
const question = { conversationId: 'c', questionId: 'q', text: 'Why?', attachmentIds: [], presetId: builtinPreset.id }

type Answer = (
  request: ChatRequest,
  signal: AbortSignal,
  observer: ChatObserver,
  providerId: string,
) => AsyncGenerator<StreamEvent>

/** Of which every question is asked at once. */
class StartingEngine extends Engine {
  override async start(input: StartInput): Promise<{ answerId: string }> {
    const { answerId } = await super.start(input)
    if (answerId === null) throw new Error('The question was queued.')
    return { answerId }
  }
}

function setUp(answer: Answer) {
  let ids = 0
  let held = 0
  const requests: ChatRequest[] = []
  const dispatch: Dispatch = {
    chat: (providerId, request, signal, observer = {}) => {
      requests.push(request)
      return answer(request, signal, observer, providerId)
    },
    listModels: async () => [],
  }
  const engine = new StartingEngine({
    dispatch,
    keepAlive: {
      hold: () => {
        held += 1
        return () => void (held -= 1)
      },
    },
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
  return { engine, requests, ended, held: () => held }
}

const primary: Preset = {
  id: 'first',
  name: 'First',
  providerId: 'ollama',
  model: 'm1',
  parameters: {},
  fallbackPresetIds: ['second', 'gone', 'third'],
}
const backup: Preset = {
  id: 'second',
  name: 'Second',
  providerId: 'groq',
  model: 'm2',
  systemPrompt: 'Be brief.',
  parameters: { temperature: 0.5 },
}
const spare: Preset = { id: 'third', name: 'Third', providerId: 'mistral', model: 'm3', parameters: {} }

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

  it('asks a question once more beside itself with other attachments', async () => {
    const { engine, requests, ended } = setUp(async function* () {
      yield finish
    })
    const page = attachment({ id: 'p', kind: 'page', text: 'Keep. Drop.' })
    await addAttachment(page)
    const first = await engine.start({ ...question, attachmentIds: ['p'], action: 'explain' })
    await ended(first.answerId)
    await trimAttachment('p', [{ from: 5, to: 11 }], 'trimmed')
    const again = {
      messageId: first.answerId,
      questionId: 'q2',
      attachmentIds: ['trimmed'],
      presetId: builtinPreset.id,
    }
    const second = await engine.askAnew(again)
    await ended(second.answerId)
    expect(requests[1]).toMatchObject({ question: 'Why?', intent: 'explain', documents: [{ text: 'Keep.' }] })
    const [one, other] = await Promise.all([getMessage('q'), getMessage('q2')])
    expect(other).toMatchObject({ parentId: one?.parentId, parts: one?.parts, attachmentIds: ['trimmed'] })
    expect((await db.conversations.get('c'))?.leafId).toBe(second.answerId)
    await expect(engine.askAnew({ ...again, messageId: 'gone' })).rejects.toMatchObject({ kind: 'bad-request' })
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
    // Whoever heard nothing of it asks again, and is told what became of it.
    await expect(engine.start({ ...question, again: true })).resolves.toEqual({ answerId })
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

  it('takes a pause off an answer that lost its run in it', async () => {
    const pause = { reason: 'slot' as const, since: 1, skippable: false }
    await db.messages.add(message({ id: 'lost', pause }))
    await setUp(gate().answer).engine.recover()
    expect((await getMessage('lost'))?.pause).toBeUndefined()
  })

  it('lets a ninth answer wait its turn, visibly, and keeps the worker for it', async () => {
    const gates = Array.from({ length: 9 }, gate)
    let begun = 0
    const { engine, ended, held } = setUp((...args) => (gates[begun++] ?? gate()).answer(...args))
    const answers: string[] = []
    for (let n = 0; n < 9; n++) {
      answers.push((await engine.start({ ...question, conversationId: `c${n}`, questionId: `q${n}` })).answerId)
    }
    await expect.poll(() => engine.inFlight('c8')[0]?.pause).toMatchObject({ reason: 'slot', skippable: false })
    expect(begun).toBe(8)
    expect(held()).toBe(9)
    const done = answers.map((id) => ended(id))
    gates.forEach(({ open }) => open())
    await Promise.all(done)
    expect(await getMessage(answers[8] ?? '')).toMatchObject({ status: 'complete' })
    await expect.poll(held).toBe(0)
  })

  it('stops an answer that waits, and gives its turn to the next', async () => {
    const provider = { limits: { concurrentRuns: 1 } }
    await changeSettings((all) => ({ ...all, presets: [primary], providers: { ollama: provider } }))
    const gates = [gate(), gate()]
    let begun = 0
    const { engine, ended } = setUp((...args) => (gates[begun++] ?? gate()).answer(...args))
    const ask = (n: number) =>
      engine.start({ ...question, presetId: 'first', conversationId: `c${n}`, questionId: `q${n}` })
    const [one, two, three] = [await ask(1), await ask(2), await ask(3)]
    await expect.poll(() => engine.inFlight('c3')[0]?.pause).toMatchObject({ reason: 'slot', providerName: 'Ollama' })
    const stopped = ended(two.answerId)
    engine.stop(two.answerId)
    await stopped
    expect(await getMessage(two.answerId)).toMatchObject({ status: 'stopped' })
    const done = [ended(one.answerId), ended(three.answerId)]
    gates.forEach(({ open }) => open())
    await Promise.all(done)
    expect(begun).toBe(2)
    expect(await getMessage(three.answerId)).toMatchObject({ status: 'complete' })
  })

  describe('with fallbacks', () => {
    // One that would pass is tried once more before; that has its own tests and takes a second.
    const facts = { providerId: 'ollama', retryable: false }
    const unreachable = new ChatError('unreachable', 'Nothing answers at localhost.', facts)

    beforeEach(async () => {
      await changeSettings((all) => ({ ...all, presets: [primary, backup, spare] }))
      await saveModelList({ providerId: 'groq', models: [{ id: 'm2', contextWindow: 64_000 }], fetchedAt: 1 })
    })

    /** Each provider answers as told; those not named answer with their name. */
    function shops(failures: Record<string, ChatError>) {
      const asked: string[] = []
      const answer: Answer = async function* (_, __, observer, providerId) {
        asked.push(providerId)
        observer.onConnection?.({ providerId, providerName: providerId.toUpperCase() })
        observer.onSend?.({ method: 'POST', url: `https://${providerId}.example/chat`, body: '{}' })
        yield { type: 'usage', usage: { inputTokens: asked.length } }
        const failure = failures[providerId]
        if (failure) throw failure
        yield { type: 'text-delta', text: `From ${providerId}` }
        yield finish
      }
      return { asked, answer }
    }

    async function askFirst(answer: Answer) {
      const { engine, requests, ended } = setUp(answer)
      const { answerId } = await engine.start({ ...question, presetId: 'first' })
      await ended(answerId)
      return { answerId, stored: await getMessage(answerId), requests }
    }

    it('asks the next with what is its own, and records who wrote and why', async () => {
      const { answer } = shops({ ollama: unreachable })
      const { answerId, stored, requests } = await askFirst(answer)
      expect(stored).toMatchObject({
        status: 'complete',
        parts: [{ text: 'From groq' }],
        presetId: 'second',
        providerId: 'groq',
        model: 'm2',
        usage: { inputTokens: 2 },
        author: { presetName: 'Second', providerName: 'Groq' },
        fallbacks: [
          { presetName: 'First', providerId: 'ollama', providerName: 'Ollama', error: { kind: 'unreachable' } },
        ],
      })
      expect(stored?.error).toBeUndefined()
      expect(requests[1]).toMatchObject({ model: 'm2', parameters: { temperature: 0.5, contextWindow: 64_000 } })
      expect(requests[1]?.system).toContain('Be brief.')
      await expect
        .poll(() => getReceipt(answerId))
        .toMatchObject({
          providerName: 'OLLAMA',
          model: 'm1',
          requests: [{ url: 'https://ollama.example/chat' }, { providerName: 'GROQ', model: 'm2' }],
        })
      expect((await getReceipt(answerId))?.requests[0]).not.toHaveProperty('providerName')
    })

    it('passes over a fallback that cannot be used, whatever it lacks', async () => {
      const { answer } = shops({ ollama: unreachable, groq: new ChatError('not-configured', 'Groq needs an API key.') })
      const { stored } = await askFirst(answer)
      expect(stored).toMatchObject({
        parts: [{ text: 'From mistral' }],
        fallbacks: [{ presetName: 'First' }, { presetName: 'Second', error: { kind: 'not-configured' } }],
      })
    })

    it('fails with the failure of the chosen one when nobody answers, and names the others', async () => {
      const { answer } = shops({ ollama: unreachable, groq: unreachable, mistral: unreachable })
      const { stored } = await askFirst(answer)
      expect(stored).toMatchObject({
        status: 'failed',
        presetId: 'first',
        providerId: 'ollama',
        error: { kind: 'unreachable', providerId: 'ollama' },
        fallbacks: [{ presetName: 'Second' }, { presetName: 'Third' }],
      })
      expect(stored?.error?.message).toBe(
        'Nothing answers at localhost. Its fallbacks failed too: Second · Groq, Third · Mistral.',
      )
      expect(stored?.author).toBeUndefined()
    })

    it('shows what only the reader can mend instead of going elsewhere', async () => {
      const { asked, answer } = shops({ ollama: new ChatError('model-not-found', 'No such model.') })
      const { stored } = await askFirst(answer)
      expect(asked).toEqual(['ollama'])
      expect(stored).toMatchObject({ status: 'failed', error: { kind: 'model-not-found' } })
      expect(stored?.fallbacks).toBeUndefined()
    })

    it('leaves an answer alone that broke after its first word', async () => {
      const { stored } = await askFirst(async function* () {
        yield { type: 'text-delta', text: 'Half' }
        throw unreachable
      })
      expect(stored).toMatchObject({ status: 'failed', providerId: 'ollama', parts: [{ text: 'Half' }] })
    })

    it('does not wait out a long limit while another stands ready', async () => {
      const limited = new ChatError('rate-limit', 'Limited.', { retryAfterMs: 50_000 })
      const { asked, answer } = shops({ ollama: limited })
      await askFirst(answer)
      expect(asked).toEqual(['ollama', 'groq'])
    })

    it('asks nobody else once it is stopped', async () => {
      const { engine, ended, requests } = setUp(async function* (_, signal) {
        yield { type: 'model', model: 'm1' }
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        throw unreachable
      })
      const { answerId } = await engine.start({ ...question, presetId: 'first' })
      await expect.poll(() => requests.length).toBe(1)
      const done = ended(answerId)
      engine.stop(answerId)
      await done
      expect(requests).toHaveLength(1)
      expect(await getMessage(answerId)).toMatchObject({ status: 'stopped', providerId: 'ollama' })
    })

    it('does not let two wait for one another', async () => {
      // Each holds the only slot of one provider and turns to the other.
      const one = { limits: { concurrentRuns: 1 } }
      const mirrored = { ...backup, fallbackPresetIds: ['first'] }
      await changeSettings((all) => ({
        ...all,
        presets: [{ ...primary, fallbackPresetIds: ['second'] }, mirrored],
        providers: { ollama: one, groq: one },
      }))
      const asked: string[] = []
      let bothAsked = () => {}
      const both = new Promise<void>((resolve) => (bothAsked = resolve))
      const { engine, ended } = setUp(async function* (_, __, ___, providerId) {
        asked.push(providerId)
        const isFirst = asked.length <= 2
        if (asked.length === 2) bothAsked()
        await both
        if (isFirst) throw unreachable
        yield { type: 'text-delta', text: `From ${providerId}` }
        yield finish
      })
      const a = await engine.start({ ...question, presetId: 'first' })
      const b = await engine.start({ ...question, presetId: 'second', conversationId: 'd', questionId: 'q-d' })
      await Promise.all([ended(a.answerId), ended(b.answerId)])
      expect(await getMessage(a.answerId)).toMatchObject({ status: 'complete', providerId: 'groq' })
      expect(await getMessage(b.answerId)).toMatchObject({ status: 'complete', providerId: 'ollama' })
    })
  })

  it('prices an answer by the list of its provider', async () => {
    await changeSettings((all) => ({ ...all, presets: [backup] }))
    await saveModelList({ providerId: 'groq', models: [{ id: 'm2', inputPrice: 1, outputPrice: 2 }], fetchedAt: 1 })
    const { engine, ended } = setUp(async function* () {
      yield { type: 'text-delta', text: 'Yes' }
      yield { type: 'usage', usage: { inputTokens: 1_000, outputTokens: 500 } }
      yield finish
    })
    const { answerId } = await engine.start({ ...question, presetId: 'second' })
    await ended(answerId)
    expect(await getMessage(answerId)).toMatchObject({ cost: { usd: 0.002, source: 'listed-prices' } })
  })
})
