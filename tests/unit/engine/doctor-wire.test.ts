import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { createDispatch } from '../../../lib/engine/dispatch'
import { checkProvider } from '../../../lib/engine/doctor'
import { createKeepAlive } from '../../../lib/engine/keep-alive'
import { RateGate } from '../../../lib/engine/rate-gate'
import { changeSettings } from '../../../lib/settings/settings'
import type { Fault } from '../../fake-provider/scenario'
import { startFakeProvider, type FakeProvider } from '../../fake-provider/server'

const counted = Array.from({ length: 40 }, (_, index) => index + 1).join(' ')

/** The real way of a question: the same dispatch, the same adapters, a server on this machine. */
describe('a checkup over the wire', () => {
  let provider: FakeProvider
  beforeAll(async () => (provider = await startFakeProvider()))
  afterAll(() => provider.close())
  beforeEach(async () => {
    fakeBrowser.reset()
    vi.spyOn(browser.permissions, 'contains').mockImplementation(() => Promise.resolve(true) as never)
    const gateway = { id: 'mine', name: 'Mine', wire: 'openai-chat' as const, baseUrl: provider.openaiUrl }
    const ollama = { id: 'box', name: 'Box', wire: 'ollama' as const, baseUrl: provider.url }
    await changeSettings((all) => ({ ...all, customProviders: [gateway, ollama] }))
    provider.script({ reply: counted, paceMs: 0, key: '' })
  })
  afterEach(() => provider.reset())

  async function check(providerId = 'mine', model = 'gloss-small') {
    const store = { load: () => Promise.resolve(undefined), save: () => Promise.resolve() }
    const dispatch = createDispatch({
      keepAlive: createKeepAlive(),
      prepare: () => Promise.resolve(),
      rates: new RateGate({ store, now: () => 0 }),
    })
    const checkup = await checkProvider(
      dispatch,
      { providerId, model },
      {
        monotonicNow: () => performance.now(),
        surroundings: { origin: 'chrome-extension://abc', os: 'mac' },
        signal: new AbortController().signal,
        onProgress: () => {},
      },
    )
    const asked = provider.log().filter(({ path }) => path === '/v1/chat/completions' || path === '/api/chat')
    return { checkup, asked, bad: checkup.rungs.find(({ state }) => state === 'failed' || state === 'warning') }
  }

  it.each(['mine', 'box'])('finds nothing wrong with %s, by one question', async (providerId) => {
    const { checkup, asked, bad } = await check(providerId)
    expect(bad).toBeUndefined()
    expect(checkup.outcome).toBe('good')
    expect(asked).toHaveLength(1)
  })

  const faults: [name: string, fault: Fault, rung: string][] = [
    ['a refused origin', { kind: 'status', status: 403, body: '' }, 'origin'],
    ['a web page', { kind: 'html' }, 'reachable'],
    ['a redirect', { kind: 'redirect', location: 'http://127.0.0.1:9/' }, 'reachable'],
    ['a gateway without its model server', { kind: 'status', status: 502 }, 'first-byte'],
    ['a cut line', { kind: 'cut', after: 5, how: 'reset' }, 'stream'],
    ['an end without a sign', { kind: 'no-end' }, 'stream'],
    ['garbage', { kind: 'malformed', after: 5 }, 'stream'],
    ['an empty answer', { kind: 'empty' }, 'stream'],
  ]
  it.each(faults)('finds %s', async (_, fault, rung) => {
    provider.script({ fault })
    const { bad, asked } = await check('box')
    expect(bad).toMatchObject({ name: rung, state: 'failed' })
    expect(bad?.mend).toBeDefined()
    expect(asked.length).toBeLessThanOrEqual(2)
  })

  it('finds a key that is missing and a model that is gone', async () => {
    expect((await check('mine', 'gone')).bad).toMatchObject({ name: 'model', mend: { remedy: 'choose-model' } })
    provider.script({ key: 'sk-fake-needed' })
    expect((await check()).bad).toMatchObject({ name: 'key', mend: { remedy: 'enter-key' } })
  })

  it('finds that nobody is there, without a question', async () => {
    const gone = { id: 'gone', name: 'Gone', wire: 'ollama' as const, baseUrl: 'http://127.0.0.1:9' }
    await changeSettings((all) => ({ ...all, customProviders: [gone] }))
    const { bad, asked } = await check('gone')
    expect(bad).toMatchObject({ name: 'reachable', mend: { remedy: 'retry' } })
    expect(asked).toEqual([])
  })

  it('finds a server that refuses to stream', async () => {
    const body = '{"error":{"message":"This model does not support streaming."}}'
    provider.script({ fault: { kind: 'status', status: 400, body }, faultTimes: 1 })
    const { bad, checkup } = await check()
    expect(checkup.outcome).toBe('warning')
    expect(bad).toMatchObject({ name: 'stream', mend: { remedy: 'answer-whole' } })
  })

  it('finds a proxy that holds the stream back', async () => {
    provider.script({ heldBackMs: 1_700 })
    expect((await check()).bad).toMatchObject({ name: 'stream', state: 'warning' })
  })
})
