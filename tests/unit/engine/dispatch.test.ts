import { beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { Connection } from '../../../lib/chat/connection'
import type { ChatRequest } from '../../../lib/chat/request'
import type { StreamEvent } from '../../../lib/chat/stream-event'
import { createDispatch } from '../../../lib/engine/dispatch'
import { createKeepAlive } from '../../../lib/engine/keep-alive'
import { changeSettings } from '../../../lib/settings/settings'

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
  const dispatch = createDispatch({ keepAlive, prepare: async (connection) => void prepared.push(connection) })
  return { dispatch, prepared, hold, release }
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
    const answer = collect(dispatch.chat('mine', { ...request, model: '' }, new AbortController().signal))
    await expect(answer).rejects.toMatchObject({ info: { kind: 'not-configured' } })
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
})
