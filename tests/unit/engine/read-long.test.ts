import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { ChatError } from '../../../lib/chat/chat-error'
import { textOf, type Message } from '../../../lib/chat/message'
import type { ChatRequest } from '../../../lib/chat/request'
import type { StreamEvent } from '../../../lib/chat/stream-event'
import { promptTokens } from '../../../lib/chat/tokens'
import { addAttachment } from '../../../lib/db/attachments'
import { db } from '../../../lib/db/db'
import { getMessage } from '../../../lib/db/messages'
import { saveModelList } from '../../../lib/db/model-lists'
import type { ChatObserver, Dispatch } from '../../../lib/engine/dispatch'
import { Engine } from '../../../lib/engine/engine'
import { attachmentText } from '../../../lib/prompts/attachment-text'
import { changeSettings } from '../../../lib/settings/settings'
import { freshStores, localRecords } from '../../helpers/database'
import { factsIn } from '../../fake-provider/scenario'
import { longPage } from '../../helpers/long-page'
import { attachment } from '../../helpers/messages'

const page = attachment({ id: 'page', kind: 'page', title: 'The islands', text: longPage(14, 200_000) })
const window = 16_384
const allFacts = Array.from({ length: 14 }, (_, index) => `FACT-${String(index + 1).padStart(2, '0')}`)

const wordsOf = (request: ChatRequest) =>
  request.messages.flatMap(({ parts }) => parts.map((part) => (part.type === 'text' ? part.text : ''))).join('\n')
const isSection = (request: ChatRequest) => request.system?.startsWith('You read one section') ?? false

type Fail = (request: ChatRequest, signal: AbortSignal) => Promise<void> | void

/**
 * An engine over a model that says which facts it was given.
 * @param chatter what it says besides in its notes, and in shorter ones too when `always`.
 */
function setUp(fail: Fail = () => {}, chatter = '', always = false) {
  const requests: ChatRequest[] = []
  const atWork = { now: 0, most: 0 }
  async function* answer(
    request: ChatRequest,
    signal: AbortSignal,
    observer: ChatObserver,
  ): AsyncGenerator<StreamEvent> {
    requests.push(request)
    atWork.now += 1
    atWork.most = Math.max(atWork.most, atWork.now)
    try {
      observer.onConnection?.({ providerId: 'groq', providerName: 'Groq' })
      observer.onSend?.({ method: 'POST', url: 'https://example.org/', body: wordsOf(request) })
      await Promise.resolve()
      await fail(request, signal)
      if (signal.aborted) throw new ChatError('aborted', 'Stopped.')
      const facts = factsIn(wordsOf(request))
      yield { type: 'text-delta', text: isSection(request) || always ? `${facts} ${chatter}` : facts }
      yield { type: 'usage', usage: { inputTokens: 10, outputTokens: 2 } }
      yield { type: 'finish', reason: { unified: 'stop' } }
    } finally {
      atWork.now -= 1
    }
  }
  const dispatch: Dispatch = {
    chat: (_providerId, request, signal, observer = {}) => answer(request, signal, observer),
    listModels: async () => [],
  }
  const engine = new Engine({
    dispatch,
    keepAlive: { hold: () => () => {} },
    now: () => 1_000,
    monotonicNow: () => 0,
    createId: () => crypto.randomUUID(),
    random: () => 0.5,
  })
  const ended = (messageId: string) =>
    new Promise<void>((resolve) => {
      engine.subscribe((_, { messageId: of, event }) => {
        if (of === messageId && event.type === 'status') resolve()
      })
    })
  const whole = async (begin: () => Promise<{ answerId: string | null }>): Promise<Message> => {
    const { answerId } = await begin()
    await ended(answerId ?? '')
    const message = await getMessage(answerId ?? '')
    if (!message) throw new Error('There is no answer.')
    return message
  }
  return { engine, requests, atWork, ended, whole }
}

const question = {
  conversationId: 'c',
  questionId: 'q',
  text: 'Which codes are there?',
  attachmentIds: ['page'],
  presetId: 'cloud',
}

function states(message: Message | undefined): string[] {
  return message?.coverage?.sections.map(({ state }) => state) ?? []
}

beforeEach(async () => {
  await freshStores()
  await addAttachment(page)
  await saveModelList({ providerId: 'groq', models: [{ id: 'm', contextWindow: window }], fetchedAt: 1 })
  await saveModelList({ providerId: 'ollama', models: [{ id: 'm', contextWindow: window }], fetchedAt: 1 })
  const preset = { name: 'P', model: 'm', parameters: {} }
  await changeSettings((settings) => ({
    ...settings,
    presets: [
      { ...preset, id: 'cloud', providerId: 'groq' },
      { ...preset, id: 'local', providerId: 'ollama' },
    ],
  }))
})

describe('reading everything', () => {
  it('reads every section, sends nothing that is too long, and answers from all of them', async () => {
    const { engine, requests, whole } = setUp()
    const answer = await whole(() => engine.start({ ...question, reading: 'everything' }))
    expect(answer.status).toBe('complete')
    expect(textOf(answer).split(', ')).toEqual(allFacts)
    expect(states(answer)).toEqual(states(answer).map(() => 'read'))
    const { sections = [] } = answer.coverage ?? {}
    expect(sections.length).toBeGreaterThanOrEqual(14)
    // Every character went out.
    const text = attachmentText(page)
    expect(sections.map(({ from, to }) => text.slice(from, to)).join('')).toBe(text)
    const sent = requests.filter(isSection).map(wordsOf)
    for (const { from, to } of sections) expect(sent.some((words) => words.includes(text.slice(from, to)))).toBe(true)
    for (const request of requests) expect(promptTokens(request)).toBeLessThan(window)
    expect(answer.usage?.inputTokens).toBe(10 * requests.length)
    expect((await db.receipts.get(answer.id))?.requests).toHaveLength(requests.length)
  })

  it('asks for three sections at once in a cloud, and for one on this machine', async () => {
    const cloud = setUp()
    await cloud.whole(() => cloud.engine.start({ ...question, reading: 'everything' }))
    expect(cloud.atWork.most).toBe(3)
    const local = setUp()
    await local.whole(() =>
      local.engine.start({
        ...question,
        conversationId: 'd',
        questionId: 'r',
        presetId: 'local',
        reading: 'everything',
      }),
    )
    expect(local.atWork.most).toBe(1)
  })

  it('keeps to the answers that the reader lets a provider write at once', async () => {
    await changeSettings((settings) => ({
      ...settings,
      providers: { ...settings.providers, groq: { limits: { concurrentRuns: 2 } } },
    }))
    const { engine, atWork, whole } = setUp()
    await whole(() => engine.start({ ...question, reading: 'everything' }))
    expect(atWork.most).toBe(2)
  })

  it('answers without a section that fails, reads it alone later, and combines anew without reading the others', async () => {
    let broken = true
    const { engine, requests, whole, ended } = setUp((request) => {
      if (broken && isSection(request) && wordsOf(request).includes('FACT-07')) {
        throw new ChatError('content-filter', 'The provider refused this text.')
      }
    })
    const first = await whole(() => engine.start({ ...question, reading: 'everything' }))
    expect(first.status).toBe('complete')
    expect(textOf(first)).not.toContain('FACT-07')
    const failed = states(first).indexOf('failed')
    expect(first.coverage?.sections[failed]?.error?.message).toBe('The provider refused this text.')
    expect(wordsOf(requests.at(-1) ?? never())).toContain('could not be read')

    const asked = requests.length
    const again = ended(first.id)
    await engine.readSection(first.id, failed)
    await again
    expect(requests).toHaveLength(asked + 1)
    expect(await getMessage(first.id)).toMatchObject({ status: 'complete', parts: first.parts })
    expect(states(await getMessage(first.id))[failed]).toBe('failed')

    broken = false
    const mended = ended(first.id)
    await engine.readSection(first.id, failed)
    await mended
    const kept = await getMessage(first.id)
    expect(states(kept)[failed]).toBe('read')
    expect(kept).toMatchObject({ status: 'complete', parts: first.parts, coverage: { outdated: true } })
    expect(kept?.usage?.inputTokens).toBe(10 * (requests.length - 2))

    const before = requests.length
    const anew = await whole(() => engine.retry(first.id, 'cloud'))
    expect(requests).toHaveLength(before + 1)
    expect(textOf(anew).split(', ')).toEqual(allFacts)
    expect(anew.coverage?.outdated).toBeUndefined()
  })

  it.each(['the worker dies', 'the reader stops it'])(
    'leaves a written answer complete when %s while one section is read again',
    async (how) => {
      let broken = true
      const { engine, requests, whole, ended } = setUp((request, signal) => {
        if (!isSection(request) || !wordsOf(request).includes('FACT-07')) return undefined
        if (broken) throw new ChatError('content-filter', 'The provider refused this text.')
        return new Promise<void>((_, reject) => {
          signal.addEventListener('abort', () => reject(new ChatError('aborted', 'Stopped.')))
        })
      })
      const first = await whole(() => engine.start({ ...question, reading: 'everything' }))
      const failed = states(first).indexOf('failed')
      broken = false
      const asked = requests.length
      const over = ended(first.id)
      await engine.readSection(first.id, failed)
      await expect.poll(() => requests.length).toBe(asked + 1)
      expect(await getMessage(first.id)).toMatchObject({ status: 'streaming' })
      const next = setUp()
      if (how === 'the worker dies') await next.engine.recover('worker')
      else {
        engine.stop(first.id)
        await over
      }
      const kept = await getMessage(first.id)
      expect(kept).toMatchObject({ status: 'complete', parts: first.parts })
      expect(kept).not.toHaveProperty('interruption')
      expect(kept?.coverage).not.toHaveProperty('rereading')
      expect(states(kept)[failed]).toBe('failed')

      // So that it can be asked for once more.
      const mended = next.ended(first.id)
      await next.engine.readSection(first.id, failed)
      await mended
      expect(states(await getMessage(first.id))[failed]).toBe('read')
    },
  )

  it('fails with the reason when no section can be read, and asks for no other when there is no use in it', async () => {
    const all = setUp(() => {
      throw new ChatError('content-filter', 'No.')
    })
    const refused = await all.whole(() => all.engine.start({ ...question, reading: 'everything' }))
    expect(refused).toMatchObject({ status: 'failed', error: { kind: 'content-filter' } })
    const key = setUp(() => {
      throw new ChatError('auth', 'The key is wrong.')
    })
    const wrong = await key.whole(() =>
      key.engine.start({ ...question, conversationId: 'd', questionId: 'r', reading: 'everything' }),
    )
    expect(wrong).toMatchObject({ status: 'failed', error: { kind: 'auth' } })
    expect(key.requests.length).toBeLessThanOrEqual(3)
  })

  it('keeps what was read when it is stopped, and goes on with what is missing', async () => {
    let stop = () => {}
    let count = 0
    const { engine, requests, ended } = setUp((request, signal) => {
      if (!isSection(request) || ++count !== 5) return
      stop()
      if (signal.aborted) throw new ChatError('aborted', 'Stopped.')
    })
    const { answerId } = await engine.start({ ...question, reading: 'everything' })
    const over = ended(answerId ?? '')
    stop = () => engine.stop(answerId ?? '')
    await over
    const stopped = await getMessage(answerId ?? '')
    expect(stopped?.status).toBe('stopped')
    const read = states(stopped).filter((state) => state === 'read').length
    expect(read).toBeGreaterThan(0)
    expect(states(stopped)).not.toContain('reading')

    const before = requests.length
    const done = ended(answerId ?? '')
    await engine.continue(answerId ?? '')
    await done
    const answer = await getMessage(answerId ?? '')
    expect(answer?.status).toBe('complete')
    expect(textOf(answer ?? never()).split(', ')).toEqual(allFacts)
    // Nothing that was read is asked for again.
    expect(requests.length - before).toBeLessThanOrEqual(states(answer).length - read + 1)
    expect((await db.receipts.get(answerId ?? ''))?.requests).toHaveLength(requests.length)
  })

  it('goes on after the worker died, with the same sections', async () => {
    let count = 0
    const dying = setUp((request) => {
      if (isSection(request) && ++count > 6) return new Promise<void>(() => {})
    })
    const { answerId } = await dying.engine.start({ ...question, reading: 'everything' })
    const id = answerId ?? ''
    await expect.poll(() => db.sectionResults.count()).toBe(6)

    const next = setUp()
    // What is known is stored once a second; after that the dead one has nothing more to say.
    const stored = async () => (await journaled(id)).match(/\\"read\\"/g)?.length
    await expect.poll(stored, { timeout: 4_000 }).toBe(6)
    await next.engine.recover('worker')
    const interrupted = await getMessage(id)
    expect(interrupted?.status).toBe('interrupted')
    const done = next.ended(id)
    await next.engine.continue(id)
    await done
    const answer = await getMessage(id)
    expect(textOf(answer ?? never()).split(', ')).toEqual(allFacts)
    expect(next.requests.filter(isSection)).toHaveLength(states(answer).length - 6)
  })

  it('shortens notes that do not fit, and loses none of them', async () => {
    await saveModelList({ providerId: 'groq', models: [{ id: 'm', contextWindow: 3_000 }], fetchedAt: 1 })
    const { engine, requests, whole } = setUp(() => {}, 'and so on '.repeat(60))
    const answer = await whole(() => engine.start({ ...question, reading: 'everything' }))
    expect(answer.status).toBe('complete')
    expect(factsIn(textOf(answer)).split(', ')).toEqual(allFacts)
    expect(requests.some(({ system }) => system?.startsWith('Here are notes'))).toBe(true)
    for (const request of requests) expect(promptTokens(request)).toBeLessThan(3_000)
  })

  it('says so when a model will not make its notes short enough, and leaves none out', async () => {
    await saveModelList({ providerId: 'groq', models: [{ id: 'm', contextWindow: 3_000 }], fetchedAt: 1 })
    await addAttachment(attachment({ id: 'short', kind: 'page', text: longPage(3, 9_000) }))
    const { engine, whole } = setUp(() => {}, 'and so on '.repeat(600), true)
    const answer = await whole(() => engine.start({ ...question, attachmentIds: ['short'], reading: 'everything' }))
    expect(answer).toMatchObject({ status: 'failed', error: { kind: 'context-length' } })
  })
})

describe('reading only the relevant parts', () => {
  it('sends the parts that the question is about in one request, and says which', async () => {
    const { engine, requests, whole } = setUp()
    const answer = await whole(() =>
      engine.start({ ...question, text: 'What is the code of chapter 09?', reading: 'relevant' }),
    )
    expect(requests).toHaveLength(1)
    expect(textOf(answer)).toContain('FACT-09')
    const { sections = [] } = answer.coverage ?? {}
    const text = attachmentText(page)
    expect(sections.map(({ from, to }) => text.slice(from, to)).join('')).toBe(text)
    const sent = wordsOf(requests[0] ?? never())
    for (const { from, to, state } of sections) {
      if (state === 'read') expect(sent).toContain(text.slice(from, to))
      else expect(state).toBe('left-out')
    }
    expect(states(answer)).toContain('left-out')
    expect(promptTokens(requests[0] ?? never())).toBeLessThan(window)
  })

  it('leaves the built-in reader alone, which reads everything', async () => {
    const { engine, requests, whole } = setUp()
    await whole(() => engine.start({ ...question, presetId: 'builtin', reading: 'everything' }))
    expect(requests).toHaveLength(1)
    expect(requests[0]?.documents[0]?.text).toBe(page.text)
  })
})

/** What the worker has written down of an answer in flight. */
async function journaled(id: string): Promise<string> {
  return JSON.stringify(await localRecords(`journal:${id}`))
}

function never(): never {
  throw new Error('It is not there.')
}
