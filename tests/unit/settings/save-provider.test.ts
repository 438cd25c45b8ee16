import { beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { ProviderPatch } from '../../../lib/chat/settings'
import type { Wire } from '../../../lib/chat/wire'
import { clearKey, connect, saveKey, secretOrigins } from '../../../lib/settings/connection'
import { allProviders, findProvider } from '../../../lib/settings/providers'
import { moveSecretHeaders, saveProvider } from '../../../lib/settings/save-provider'
import { changeSettings, readSettings } from '../../../lib/settings/settings'

const token = 'hush-0123456789'
const https = { plainHttp: false }

async function provider(id: string) {
  const found = findProvider(await readSettings(), id)
  if (!found) throw new Error(`no provider ${id}`)
  return found
}
const save = (id: string, patch: ProviderPatch, consent = https) => saveProvider(id, patch, consent)
const ownOf = async (id: string) => (await readSettings()).providers[id]
const connectTo = async (id: string, wire: Wire = 'openai-chat') => connect(await provider(id), wire)

beforeEach(async () => {
  fakeBrowser.reset()
  await changeSettings((all) => ({
    ...all,
    customProviders: [{ id: 'mine', name: 'Mine', wire: 'openai-chat', baseUrl: 'https://a.example/v1' }],
  }))
})

describe('saving what is set for a provider', () => {
  it('changes what is named and keeps the rest', async () => {
    const limits = { requestsPerMinute: 5, headersMs: 90_000 }
    const prices = { m: { inputPrice: 1, outputPrice: 2 } }
    await save('openai', { limits, prices, wire: 'openai-chat', streaming: false, headers: { 'X-Team': 'reading' } })
    await save('openai', { baseUrl: 'https://gateway.example/v1/' })
    expect(await ownOf('openai')).toEqual({
      baseUrl: 'https://gateway.example/v1',
      limits,
      prices,
      wire: 'openai-chat',
      streaming: false,
      headers: { 'X-Team': 'reading' },
    })
    await save('openai', { limits: { concurrentRuns: 2 } })
    expect((await ownOf('openai'))?.limits).toEqual({ concurrentRuns: 2 })
    await save('openai', { limits: null, prices: null, wire: null, streaming: null, headers: null })
    expect(await ownOf('openai')).toEqual({ baseUrl: 'https://gateway.example/v1' })
  })

  it('forgets an address that is the default', async () => {
    await save('openai', { baseUrl: 'https://gateway.example/v1', streaming: false })
    await save('openai', { baseUrl: 'https://api.openai.com/v1' })
    expect(await ownOf('openai')).toEqual({ streaming: false })
  })

  it('changes headers one by one, whatever their case', async () => {
    await save('openai', { headers: { 'X-Team': 'a', 'X-Place': 'b' } })
    await save('openai', { headers: { 'x-team': 'c', 'X-Place': null } })
    expect((await ownOf('openai'))?.headers).toEqual({ 'x-team': 'c' })
  })

  it.each<[string, ProviderPatch]>([
    ['a header of the browser’s', { headers: { Host: 'x' } }],
    ['the header of the key', { headers: { Authorization: `Bearer ${token}` } }],
    ['a value no header holds', { headers: { 'X-Team': `${token}\n` } }],
    ['an address that is none', { baseUrl: 'http://' }],
  ])('writes nothing at all when something is wrong: %s', async (_, wrong) => {
    const before = await browser.storage.local.get(null)
    const error: unknown = await save('openai', { ...wrong, streaming: false }).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ info: { kind: 'bad-request' } })
    expect(String(error)).not.toContain(token)
    expect(await browser.storage.local.get(null)).toEqual(before)
  })

  it('says so when the provider is gone', async () => {
    await expect(save('gone', { streaming: false })).rejects.toMatchObject({ info: { kind: 'not-configured' } })
  })

  it('judges an address by the wire that is chosen with it', async () => {
    await save('mine', { wire: 'anthropic-messages', baseUrl: 'https://b.example/v1/messages' })
    expect(await provider('mine')).toMatchObject({ baseUrl: 'https://b.example', wires: ['anthropic-messages'] })
  })
})

describe('a secret header', () => {
  it('never lies in the settings, and is sent to the origin it was entered for', async () => {
    await save('mine', { headers: { 'X-Gateway-Token': token, 'X-Team': 'reading' } })
    expect(JSON.stringify(await readSettings())).not.toContain(token)
    expect(JSON.stringify(allProviders(await readSettings()))).not.toContain(token)
    expect(await connectTo('mine')).toMatchObject({
      headers: { 'X-Team': 'reading' },
      secretHeaders: { 'X-Gateway-Token': token },
      secretHeadersOrigin: 'https://a.example',
    })
  })

  it('is bound to the new address when both are saved at once', async () => {
    await save('mine', { baseUrl: 'https://b.example/v1', headers: { 'X-Gateway-Token': token } })
    expect(await connectTo('mine')).toMatchObject({ secretHeadersOrigin: 'https://b.example' })
  })

  it('stops everything once the origin changed, until it is entered again or taken away', async () => {
    await save('mine', { headers: { 'X-Gateway-Token': token } })
    await save('mine', { baseUrl: 'https://b.example/v1' })
    const error: unknown = await connectTo('mine').catch((caught: unknown) => caught)
    expect(error).toMatchObject({ info: { kind: 'not-configured', providerId: 'mine' } })
    expect(String(error)).toContain('X-Gateway-Token')
    expect(String(error)).toContain('https://a.example')
    expect(String(error)).not.toContain(token)
    await save('mine', { headers: { 'X-Gateway-Token': 'new-one' } })
    expect(await connectTo('mine')).toMatchObject({ secretHeaders: { 'X-Gateway-Token': 'new-one' } })
    await save('mine', { baseUrl: 'https://c.example/v1', headers: { 'x-gateway-token': null } })
    expect((await connectTo('mine')).secretHeaders).toBeUndefined()
  })

  it('serves a provider that has no key, and one beside its key', async () => {
    await save('ollama', { headers: { Authorization: 'Basic dTpw' } })
    expect(await connectTo('ollama', 'ollama')).toMatchObject({ secretHeaders: { Authorization: 'Basic dTpw' } })
    await save('groq', { headers: { 'X-Gateway-Token': token } })
    await saveKey(await provider('groq'), 'gsk-1', https)
    expect(await connectTo('groq')).toMatchObject({ key: 'gsk-1', secretHeaders: { 'X-Gateway-Token': token } })
    await clearKey('groq')
    expect(await secretOrigins('groq')).toEqual({ headers: { 'X-Gateway-Token': 'https://api.groq.com' } })
  })

  it('goes over plain http to another machine only with the user’s yes', async () => {
    const patch = { baseUrl: 'http://10.0.0.2/v1', headers: { 'X-Gateway-Token': token } }
    await expect(save('mine', patch)).rejects.toMatchObject({ info: { kind: 'bad-request' } })
    expect((await provider('mine')).baseUrl).toBe('https://a.example/v1')
    await save('mine', patch, { plainHttp: true })
    expect(await connectTo('mine')).toMatchObject({ plainHttpAllowed: true })
    await save('mine', { baseUrl: 'http://localhost/v1', headers: { 'X-Gateway-Token': token } }, { plainHttp: true })
    expect(await connectTo('mine')).toMatchObject({ plainHttpAllowed: false })
  })

  it('turns plain and secret with its value, and lies in one place only', async () => {
    await save('mine', { headers: { 'X-Upstream': 'west' } })
    await save('mine', { headers: { 'X-Upstream': `Bearer ${token}` } })
    expect(await ownOf('mine')).toBeUndefined()
    await save('mine', { headers: { 'X-Upstream': 'east' } })
    expect((await secretOrigins('mine')).headers).toEqual({})
    expect((await ownOf('mine'))?.headers).toEqual({ 'X-Upstream': 'east' })
  })

  it('is kept when two are saved at the same time', async () => {
    await Promise.all([
      save('mine', { headers: { 'X-One-Token': '1' } }),
      saveKey(await provider('mine'), 'sk-1', https),
      save('mine', { headers: { 'X-Two-Token': '2' } }),
    ])
    expect(await connectTo('mine')).toMatchObject({
      key: 'sk-1',
      secretHeaders: { 'X-One-Token': '1', 'X-Two-Token': '2' },
    })
  })
})

describe('secrets that an earlier version kept among the settings', () => {
  const earlier = { 'X-Gateway-Token': token, 'X-Team': 'reading' }
  beforeEach(() => changeSettings((all) => ({ ...all, providers: { mine: { headers: earlier, streaming: false } } })))

  it('are not sent from there', async () => {
    expect((await connectTo('mine')).headers).toEqual({ 'X-Team': 'reading' })
  })

  it('are moved, once', async () => {
    await moveSecretHeaders()
    expect(await ownOf('mine')).toEqual({ headers: { 'X-Team': 'reading' }, streaming: false })
    expect(await connectTo('mine')).toMatchObject({ secretHeaders: { 'X-Gateway-Token': token } })
    const after = await browser.storage.local.get(null)
    await moveSecretHeaders()
    expect(await browser.storage.local.get(null)).toEqual(after)
  })

  it.each([1, 2])('survive a death at write %i', async (deadly) => {
    const set = browser.storage.local.set.bind(browser.storage.local)
    let writes = 0
    vi.spyOn(browser.storage.local, 'set').mockImplementation((items: object) => {
      writes += 1
      return (writes === deadly ? Promise.reject(new Error('dead')) : set(items)) as never
    })
    await expect(moveSecretHeaders()).rejects.toThrow('dead')
    vi.restoreAllMocks()
    await moveSecretHeaders()
    expect(JSON.stringify(await readSettings())).not.toContain(token)
    expect(await connectTo('mine')).toMatchObject({ secretHeaders: { 'X-Gateway-Token': token } })
  })

  it('take over what was agreed for the key, and only that', async () => {
    await save('mine', { baseUrl: 'http://10.0.0.2/v1' })
    await saveKey(await provider('mine'), 'sk-1', { plainHttp: true })
    await moveSecretHeaders()
    expect(await connectTo('mine')).toMatchObject({ plainHttpAllowed: true })
  })

  it('go even when their provider is gone', async () => {
    await changeSettings((all) => ({ ...all, customProviders: [] }))
    await moveSecretHeaders()
    expect(JSON.stringify(await browser.storage.local.get(null))).not.toContain(token)
  })
})
