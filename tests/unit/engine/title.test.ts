import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { ChatError } from '../../../lib/chat/chat-error'
import type { Message } from '../../../lib/chat/message'
import type { ChatRequest } from '../../../lib/chat/request'
import type { RunRecord } from '../../../lib/chat/run-record'
import type { StreamEvent } from '../../../lib/chat/stream-event'
import { getConversation, renameConversation } from '../../../lib/db/conversations'
import { checkpoint } from '../../../lib/db/messages'
import { getReceipt } from '../../../lib/db/receipts'
import type { Dispatch } from '../../../lib/engine/dispatch'
import { cleanTitle, nameByModel } from '../../../lib/engine/title'
import { changeSettings } from '../../../lib/settings/settings'
import { freshStores } from '../../helpers/database'
import { message } from '../../helpers/messages'
import { beginTurn } from '../../helpers/turns'

const words = (text: string) => [{ type: 'text' as const, text }]
const question = message({ id: 'q', role: 'user', status: 'complete', parts: words('Why do scribes write notes?') })
const answer = message({
  id: 'a',
  parentId: 'q',
  presetId: 'mine',
  providerId: 'ollama',
  model: 'small',
  parts: words('To correct and to sigh.'),
  status: 'complete',
})

type State = { titles?: 'model' | 'first-words'; differences?: Partial<Message> }

async function stored({ titles = 'model', differences = {} }: State = {}) {
  await changeSettings((all) => ({
    ...all,
    titles,
    presets: [{ id: 'mine', name: 'Mine', providerId: 'ollama', model: 'small', parameters: {} }],
  }))
  await beginTurn(question, { ...answer, parts: [], status: 'streaming' })
  await checkpoint({ ...answer, ...differences })
}

/** A model that replies so. */
function modelThat(play: () => Generator<StreamEvent>) {
  const requests: ChatRequest[] = []
  const runs: RunRecord[] = []
  const dispatch: Pick<Dispatch, 'chat'> = {
    async *chat(_providerId, request, _signal, observer = {}) {
      requests.push(request)
      await Promise.resolve()
      observer.onSend?.({ method: 'POST', url: 'http://127.0.0.1:11434/api/chat', body: '{"title":"please"}' })
      yield* play()
    },
  }
  const saveRun = (run: RunRecord) => Promise.resolve(runs.push(run))
  return { requests, runs, name: () => nameByModel('a', { dispatch, saveRun, now: () => 5_000 }) }
}

const saying = (text: string) =>
  modelThat(function* () {
    yield { type: 'text-delta', text }
    yield { type: 'usage', usage: { outputTokens: 7 } }
    yield { type: 'finish', reason: { unified: 'stop' } }
  })

const titleNow = async () => (await getConversation('conversation'))?.title

beforeEach(freshStores)

describe('the name of a conversation', () => {
  it('is made by the model after the first answer, and says so where it can be looked up', async () => {
    await stored()
    const model = saying('**Notes of scribes.**\n')
    await model.name()
    expect(await getConversation('conversation')).toMatchObject({ title: 'Notes of scribes', namedBy: 'model' })
    const [request] = model.requests
    expect(request?.messages[0]?.parts).toEqual([
      { type: 'text', text: expect.stringMatching(/Why do scribes write notes\?[^]*To correct and to sigh\./) },
    ])
    expect(request?.documents).toEqual([])
    const receipt = await getReceipt('a')
    expect(receipt?.requests.map(({ body }) => body)).toEqual(['{"title":"please"}'])
    expect(receipt?.notes).toEqual([expect.stringContaining('name of this conversation')])
    expect(model.runs).toEqual([
      expect.objectContaining({ purpose: 'title', status: 'complete', outputTokens: 7, model: 'small' }),
    ])
  })

  it('stays as it is when the model fails, and the runs tell why', async () => {
    await stored()
    const model = modelThat(function* () {
      yield { type: 'text-delta', text: 'Half a na' }
      throw new ChatError('rate-limit', 'Too many requests.')
    })
    await model.name()
    expect(await titleNow()).toBe('Why do scribes write notes?')
    expect(model.runs).toEqual([
      expect.objectContaining({ status: 'failed', error: { kind: 'rate-limit', message: 'Too many requests.' } }),
    ])
    const silent = saying(' \n“”')
    await silent.name()
    expect(await titleNow()).toBe('Why do scribes write notes?')
    expect(silent.runs[0]?.status).toBe('failed')
  })

  it.each<[name: string, state: () => Promise<unknown>]>([
    ['the reader has not wished it', () => stored({ titles: 'first-words' })],
    ['the answer was stopped', () => stored({ differences: { status: 'stopped' } })],
    ['the built-in reader answered', () => stored({ differences: { providerId: 'builtin' } })],
    ['the preset is gone', () => stored({ differences: { presetId: 'gone' } })],
    [
      'the reader has named it, in the same words even',
      async () => {
        await stored()
        await renameConversation('conversation', 'Why do scribes write notes?')
      },
    ],
  ])('is not asked for when %s', async (_, state) => {
    await state()
    const model = saying('A name')
    await model.name()
    expect(model.requests).toEqual([])
    expect(await titleNow()).toBe('Why do scribes write notes?')
  })

  it('that the reader wrote while the model thought is kept', async () => {
    await stored()
    const model = modelThat(function* () {
      void renameConversation('conversation', 'Mine')
      yield { type: 'text-delta', text: 'Theirs' }
      yield { type: 'finish', reason: { unified: 'stop' } }
    })
    await model.name()
    expect(await titleNow()).toBe('Mine')
  })

  it('is not asked for a second time', async () => {
    await stored()
    await saying('Notes').name()
    const again = saying('Other')
    await again.name()
    expect(again.requests).toEqual([])
  })
})

describe('a reply as a name', () => {
  it.each([
    ['Title: The Margins', 'The Margins'],
    ['"The Margins."', 'The Margins'],
    ['<think>Hm, six words.</think>\n\n# The Margins', 'The Margins'],
    ['「余白の注釈」', '余白の注釈'],
    ['<think>never ends', ''],
    ['…', ''],
  ])('%j is %j', (reply, title) => {
    expect(cleanTitle(reply)).toBe(title)
  })

  it('is one line of sixty characters at most, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (reply) => {
        const title = cleanTitle(reply)
        expect(title.length).toBeLessThanOrEqual(60)
        expect(title).not.toMatch(/[\n\r\u2028\u202e]/)
        expect(title.isWellFormed()).toBe(true)
      }),
    )
    expect(cleanTitle('word '.repeat(40))).toMatch(/^(word ){5,}word…$/)
  })
})
