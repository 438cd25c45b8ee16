import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { cloudLimits, localLimits, type Connection } from '../../../lib/chat/connection'
import type { PauseReason } from '../../../lib/chat/message'
import type { ChatRequest } from '../../../lib/chat/request'
import type { ProviderSettings } from '../../../lib/chat/settings'
import type { StreamEvent } from '../../../lib/chat/stream-event'
import type { Ahead } from '../../../lib/engine/ahead'
import { createDispatch, type Dispatch } from '../../../lib/engine/dispatch'
import { createKeepAlive } from '../../../lib/engine/keep-alive'
import { RateGate } from '../../../lib/engine/rate-gate'
import { listModels } from '../../../lib/engine/models'
import { db } from '../../../lib/db/db'
import { saveModelList } from '../../../lib/db/model-lists'
import { saveKey } from '../../../lib/settings/connection'
import { findProvider } from '../../../lib/settings/providers'
import { changeSettings, readSettings } from '../../../lib/settings/settings'

const request: ChatRequest = {
  model: 'm',
  messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }],
  parameters: {},
  question: 'Hi',
  documents: [],
}
const custom = { id: 'mine', name: 'Mine', wire: 'openai-chat' as const, baseUrl: 'http://127.0.0.1:9/v1' }

function setUp() {
  const prepared: Connection[] = []
  const release = vi.fn<() => void>()
  const keepAlive = createKeepAlive()
  const hold = vi.spyOn(keepAlive, 'hold').mockReturnValue(release)
  const store = { load: async () => undefined, save: async () => {} }
  const dispatch = createDispatch({
    keepAlive,
    prepare: async (connection) => void prepared.push(connection),
    rates: new RateGate({ store, now: () => 0 }),
  })
  return { dispatch, prepared, hold, release }
}

function requireAhead({ ahead }: Dispatch): Ahead {
  if (!ahead) throw new Error('This dispatch asks nothing ahead.')
  return ahead('mine')
}

async function collect(events: AsyncIterable<StreamEvent>): Promise<StreamEvent[]> {
  const all: StreamEvent[] = []
  for await (const event of events) all.push(event)
  return all
}

describe('dispatch', () => {
  let permitted: boolean
  beforeEach(async () => {
    fakeBrowser.reset()
    vi.unstubAllGlobals()
    permitted = true
    vi.spyOn(browser.permissions, 'contains').mockImplementation(() => Promise.resolve(permitted) as never)
    await changeSettings((all) => ({ ...all, customProviders: [custom] }))
  })

  it('answers by the built-in reader without a network, and keeps the worker only meanwhile', async () => {
    const fetch = vi.fn<() => never>()
    vi.stubGlobal('fetch', fetch)
    const { dispatch, hold, release } = setUp()
    const events = await collect(dispatch.chat('builtin', request, new AbortController().signal))
    expect(events.at(-1)).toMatchObject({ type: 'finish' })
    expect(fetch).not.toHaveBeenCalled()
    expect(hold).toHaveBeenCalledOnce()
    expect(release).toHaveBeenCalledOnce()
  })

  it.each([
    ['a provider that is gone', 'gone', 'not-configured'],
    ['a provider without its key', 'groq', 'not-configured'],
  ])('refuses %s before anything leaves', async (_, providerId, kind) => {
    const fetch = vi.fn<() => never>()
    vi.stubGlobal('fetch', fetch)
    const { dispatch, release } = setUp()
    const answer = collect(dispatch.chat(providerId, request, new AbortController().signal))
    await expect(answer).rejects.toMatchObject({ info: { kind, providerId } })
    expect(fetch).not.toHaveBeenCalled()
    expect(release).toHaveBeenCalledOnce()
  })

  it('asks for access by naming the one address it needs', async () => {
    permitted = false
    const { dispatch } = setUp()
    await expect(dispatch.listModels('mine', new AbortController().signal)).rejects.toMatchObject({
      info: { kind: 'permission', originPattern: 'http://127.0.0.1/*', providerId: 'mine' },
    })
  })

  it('refuses an empty model name', async () => {
    const { dispatch } = setUp()
    const answer = collect(dispatch.chat('mine', { ...request, model: ' ' }, new AbortController().signal))
    await expect(answer).rejects.toMatchObject({
      info: { kind: 'model-not-found', message: 'Choose a model of Mine first.' },
    })
  })

  it('prepares the way before the request leaves, and tells what leaves', async () => {
    const { dispatch, prepared } = setUp()
    const reply = { choices: [{ index: 0, message: { content: 'Hello.' }, finish_reason: 'stop' }] }
    const fetch = vi.fn<() => Promise<Response>>(async () => {
      expect(prepared.map(({ providerId }) => providerId)).toEqual(['mine'])
      return Response.json(reply)
    })
    vi.stubGlobal('fetch', fetch)
    const sent: string[] = []
    const events = await collect(
      dispatch.chat('mine', request, new AbortController().signal, { onSend: ({ url }) => sent.push(url) }),
    )
    expect(sent).toEqual(['http://127.0.0.1:9/v1/chat/completions'])
    expect(events.filter(({ type }) => type === 'text-delta')).toEqual([{ type: 'text-delta', text: 'Hello.' }])
  })

  it('asks for the whole answer when streaming is refused', async () => {
    const { dispatch } = setUp()
    const bodies: unknown[] = []
    vi.stubGlobal('fetch', async (_url: string, init: { body: string }) => {
      const body = JSON.parse(init.body) as { stream?: boolean }
      bodies.push(body.stream)
      if (body.stream) {
        return Response.json({ error: { message: 'Streaming is not supported for this model.' } }, { status: 400 })
      }
      return Response.json({ choices: [{ index: 0, message: { content: 'Whole.' }, finish_reason: 'stop' }] })
    })
    const events = await collect(dispatch.chat('mine', request, new AbortController().signal))
    expect(bodies).toEqual([true, false])
    expect(events).toEqual(expect.arrayContaining([{ type: 'text-delta', text: 'Whole.' }]))
  })

  const reply = { choices: [{ index: 0, message: { content: 'Hello.' }, finish_reason: 'stop' }] }
  const set = (providerId: string, settings: ProviderSettings) =>
    changeSettings((all) => ({ ...all, providers: { ...all.providers, [providerId]: settings } }))

  it('asks the browser ahead of one request, and anew for the next', async () => {
    vi.stubGlobal('fetch', async () => Response.json(reply))
    const { dispatch } = setUp()
    const { signal } = new AbortController()
    const ahead = requireAhead(dispatch)
    await vi.waitFor(() => expect(browser.permissions.contains).toHaveBeenCalledOnce())
    await collect(dispatch.chat('mine', request, signal, { ahead }))
    expect(browser.permissions.contains).toHaveBeenCalledOnce()
    await collect(dispatch.chat('mine', request, signal, { ahead }))
    expect(browser.permissions.contains).toHaveBeenCalledTimes(2)
  })

  it('takes nothing that was asked ahead for another address, or while it was forbidden', async () => {
    const asked: string[] = []
    vi.stubGlobal('fetch', async (url: URL | string) => {
      asked.push(String(url))
      return Response.json(reply)
    })
    const { dispatch } = setUp()
    const { signal } = new AbortController()
    const stale = requireAhead(dispatch)
    await vi.waitFor(() => expect(browser.permissions.contains).toHaveBeenCalledOnce())
    await changeSettings((all) => ({ ...all, customProviders: [{ ...custom, baseUrl: 'http://127.0.0.1:8/v1' }] }))
    await collect(dispatch.chat('mine', request, signal, { ahead: stale }))
    permitted = false
    const refused = requireAhead(dispatch)
    await vi.waitFor(() => expect(browser.permissions.contains).toHaveBeenCalledTimes(3))
    permitted = true
    await collect(dispatch.chat('mine', request, signal, { ahead: refused }))
    expect(asked).toEqual(Array.from({ length: 2 }, () => 'http://127.0.0.1:8/v1/chat/completions'))
  })

  it('sends no empty question and none that cannot fit', async () => {
    const fetch = vi.fn<() => never>()
    vi.stubGlobal('fetch', fetch)
    const { dispatch } = setUp()
    const { signal } = new AbortController()
    const empty = { ...request, messages: [{ role: 'user' as const, parts: [{ type: 'text' as const, text: ' ' }] }] }
    await expect(collect(dispatch.chat('mine', empty, signal))).rejects.toMatchObject({ info: { kind: 'bad-request' } })
    const question = 'word '.repeat(20_000)
    const long: ChatRequest = {
      ...request,
      question,
      messages: [{ role: 'user', parts: [{ type: 'text', text: question }] }],
      parameters: { contextWindow: 4_096 },
    }
    await expect(collect(dispatch.chat('mine', long, signal))).rejects.toMatchObject({
      info: { kind: 'context-length' },
    })
    expect(fetch).not.toHaveBeenCalled()
  })

  it('takes the user’s time limits before those for this machine or for a cloud', async () => {
    vi.stubGlobal('fetch', async () => Response.json(reply))
    await set('mine', { limits: { headersMs: 5_000, requestsPerMinute: 9 } })
    const { dispatch, prepared } = setUp()
    await collect(dispatch.chat('mine', request, new AbortController().signal))
    expect(prepared[0]?.limits).toEqual({ ...localLimits, headersMs: 5_000 })
    await set('mine', { baseUrl: 'https://gateway.example/v1', limits: { idleMs: 7_000 } })
    await collect(dispatch.chat('mine', request, new AbortController().signal))
    expect(prepared[1]?.limits).toEqual({ ...cloudLimits, idleMs: 7_000 })
  })

  it('asks for one piece where the user wants no streaming', async () => {
    const streamed: unknown[] = []
    vi.stubGlobal('fetch', async (_url: string, init: { body: string }) => {
      streamed.push((JSON.parse(init.body) as { stream?: boolean }).stream)
      return Response.json(reply)
    })
    await set('mine', { streaming: false })
    const { dispatch } = setUp()
    const events = await collect(dispatch.chat('mine', request, new AbortController().signal))
    expect(streamed).toEqual([false])
    expect(events).toEqual(expect.arrayContaining([{ type: 'text-delta', text: 'Hello.' }]))
  })

  describe('at an address that speaks only the second of two wires', () => {
    const gateway = 'https://gateway.example/v1'
    const paths: string[] = []
    let responses: () => Response
    beforeEach(async () => {
      paths.length = 0
      responses = () => new Response('Not Found', { status: 404 })
      vi.stubGlobal('fetch', async (url: URL | string) => {
        const { pathname } = new URL(url)
        paths.push(pathname)
        return pathname === '/v1/chat/completions' ? Response.json(reply) : responses()
      })
      await set('openai', { baseUrl: gateway })
      const provider = findProvider(await readSettings(), 'openai')
      if (!provider) throw new Error('The row is gone.')
      await saveKey(provider, 'sk-test', { plainHttp: false })
    })

    it('asks there by itself, says so, and remembers it', async () => {
      const { dispatch } = setUp()
      const notes: string[] = []
      const ask = () =>
        collect(dispatch.chat('openai', request, new AbortController().signal, { onNote: (note) => notes.push(note) }))
      expect(await ask()).toEqual(expect.arrayContaining([{ type: 'text-delta', text: 'Hello.' }]))
      expect(paths).toEqual(['/v1/responses', '/v1/chat/completions'])
      expect(notes.filter((note) => note.includes('openai-chat'))).toHaveLength(1)
      await ask()
      expect(paths.slice(2)).toEqual(['/v1/chat/completions'])
    })

    it('understands a refusal in the server’s own words', async () => {
      responses = () =>
        Response.json({ error: { message: 'Invalid URL', type: 'invalid_request_error' } }, { status: 404 })
      const { dispatch } = setUp()
      await collect(dispatch.chat('openai', request, new AbortController().signal))
      expect(paths).toEqual(['/v1/responses', '/v1/chat/completions'])
    })

    it.each([
      [404, { error: { message: 'The model `m` does not exist', code: 'model_not_found' } }, 'model-not-found'],
      [401, { error: { message: 'No.' } }, 'auth'],
    ])('does not take a %i about something else for it', async (status, body, kind) => {
      responses = () => Response.json(body, { status })
      const { dispatch } = setUp()
      const answer = collect(dispatch.chat('openai', request, new AbortController().signal))
      await expect(answer).rejects.toMatchObject({ info: { kind } })
      expect(paths).toEqual(['/v1/responses'])
    })

    it('reports the first failure where neither wire is to be found', async () => {
      await set('openai', { baseUrl: 'https://gateway.example/elsewhere/v1' })
      const { dispatch } = setUp()
      const answer = collect(dispatch.chat('openai', request, new AbortController().signal))
      await expect(answer).rejects.toMatchObject({ info: { kind: 'not-configured', status: 404 } })
      expect(paths).toHaveLength(2)
    })
  })

  describe('where the user allows one request a minute', () => {
    const told: PauseReason[] = []
    let skip: (() => void) | undefined
    const pause = {
      onPause: (reason: PauseReason, skipPause?: () => void) => {
        told.push(reason)
        skip = skipPause
      },
      onResume: () => {},
    }
    const models = { data: [{ id: 'm' }] }
    beforeEach(async () => {
      told.length = 0
      await db.delete()
      await db.open()
      await set('mine', { limits: { requestsPerMinute: 1 } })
      vi.stubGlobal('fetch', async (url: URL | string) =>
        Response.json(new URL(url).pathname.endsWith('/models') ? models : reply),
      )
    })

    it('lets a question wait until it is due or the reader hurries it', async () => {
      const { dispatch } = setUp()
      const { signal } = new AbortController()
      await collect(dispatch.chat('mine', request, signal, { pause }))
      expect(told).toEqual([])
      const second = collect(dispatch.chat('mine', request, signal, { pause }))
      await vi.waitFor(() =>
        expect(told).toMatchObject([{ reason: 'rate-limit', providerName: 'Mine', waitMs: 60_000 }]),
      )
      skip?.()
      expect(await second).toEqual(expect.arrayContaining([{ type: 'text-delta', text: 'Hello.' }]))
    })

    it('ends the waiting of one who stops, and keeps the worker no longer', async () => {
      const { dispatch, hold, release } = setUp()
      const controller = new AbortController()
      await collect(dispatch.chat('mine', request, controller.signal, { pause }))
      const second = collect(dispatch.chat('mine', request, controller.signal, { pause }))
      await vi.waitFor(() => expect(told).toHaveLength(1))
      controller.abort()
      await expect(second).rejects.toMatchObject({ info: { kind: 'aborted' } })
      expect(release).toHaveBeenCalledTimes(hold.mock.calls.length)
    })

    it('counts lists and checks too, which are sent at once', async () => {
      const { dispatch } = setUp()
      const { signal } = new AbortController()
      await dispatch.listModels('mine', signal)
      await collect(dispatch.chat('mine', request, signal))
      const waiting = collect(dispatch.chat('mine', request, new AbortController().signal, { pause }))
      await vi.waitFor(() => expect(told).toMatchObject([{ waitMs: 120_000 }]))
      skip?.()
      await waiting
    })

    it('counts each request that an adapter makes for one question', async () => {
      vi.stubGlobal('fetch', async (_url: string, init: { body: string }) =>
        init.body.includes('max_tokens')
          ? Response.json({ error: { message: "Unknown parameter: 'max_tokens'." } }, { status: 400 })
          : Response.json(reply),
      )
      const { dispatch } = setUp()
      const { signal } = new AbortController()
      await collect(dispatch.chat('mine', { ...request, parameters: { maxOutputTokens: 5 } }, signal, { pause }))
      const next = collect(dispatch.chat('mine', request, signal, { pause }))
      await vi.waitFor(() => expect(told).toMatchObject([{ waitMs: 120_000 }]))
      skip?.()
      await next
    })

    it('shows an old list rather than spend a request that nobody asked for', async () => {
      const { dispatch } = setUp()
      await saveModelList({ providerId: 'mine', models: [{ id: 'old' }], fetchedAt: 1 })
      await collect(dispatch.chat('mine', request, new AbortController().signal))
      const later = 10 * 60 * 60_000
      const list = await listModels(dispatch, 'mine', { refresh: false, now: later })
      expect(list).toMatchObject({
        models: [{ id: 'old' }],
        error: expect.stringContaining('You allow Mine') as string,
      })
      expect(await listModels(dispatch, 'mine', { refresh: true, now: later })).toMatchObject({ models: [{ id: 'm' }] })
    })
  })
})
