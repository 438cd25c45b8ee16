import { beforeEach, describe, expect, it } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { cloudLimits, localLimits } from '../../../lib/chat/connection'
import { clearKey, connect, saveKey, secretOrigins } from '../../../lib/settings/connection'
import { findProvider } from '../../../lib/settings/providers'
import { defaultSettings } from '../../../lib/settings/schema'
import type { Settings } from '../../../lib/chat/settings'

function provider(id: string, settings: Partial<Settings> = {}) {
  const found = findProvider({ ...defaultSettings, ...settings }, id)
  if (!found) throw new Error(`no provider ${id}`)
  return found
}

const no = { plainHttp: false }

describe('a connection', () => {
  beforeEach(() => fakeBrowser.reset())

  it('has the key with the origin it was entered for', async () => {
    await saveKey(provider('groq'), '  sk-1  ', no)
    expect(await connect(provider('groq'), 'openai-chat')).toMatchObject({
      baseUrl: 'https://api.groq.com/openai/v1',
      key: 'sk-1',
      keyOrigin: 'https://api.groq.com',
      limits: cloudLimits,
    })
  })

  it('is refused without a key where one is needed', async () => {
    await expect(connect(provider('groq'), 'openai-chat')).rejects.toMatchObject({
      info: { kind: 'not-configured', providerId: 'groq' },
    })
  })

  it('is refused when the address moved to another origin after the key was entered', async () => {
    await saveKey(provider('groq'), 'sk-1', no)
    const moved = provider('groq', { providers: { groq: { baseUrl: 'https://evil.example/v1' } } })
    const error = await connect(moved, 'openai-chat').catch((reason: unknown) => reason)
    expect(error).toMatchObject({ info: { kind: 'not-configured' } })
    expect(String(error)).not.toContain('sk-1')
    expect((await secretOrigins('groq')).key).toBe('https://api.groq.com')
  })

  it('survives a new path on the same origin', async () => {
    await saveKey(provider('groq'), 'sk-1', no)
    const moved = provider('groq', { providers: { groq: { baseUrl: 'https://api.groq.com/v2' } } })
    expect(await connect(moved, 'openai-chat')).toMatchObject({ key: 'sk-1', baseUrl: 'https://api.groq.com/v2' })
  })

  it('needs no key for a server of the user’s own, and waits longer for one on this computer', async () => {
    const customProviders = [
      { id: 'c', name: 'Mine', wire: 'openai-chat' as const, baseUrl: 'http://localhost:1234/v1' },
    ]
    const connection = await connect(provider('c', { customProviders }), 'openai-chat')
    expect(connection.key).toBeUndefined()
    expect(connection.limits).toEqual(localLimits)
  })

  it('forgets a cleared key', async () => {
    await saveKey(provider('groq'), 'sk-1', no)
    await clearKey('groq')
    expect((await secretOrigins('groq')).key).toBeUndefined()
    expect(JSON.stringify(await browser.storage.local.get(null))).not.toContain('sk-1')
  })

  it('takes a key for an unencrypted address only with the user’s yes, and passes that on', async () => {
    const customProviders = [{ id: 'c', name: 'Mine', wire: 'openai-chat' as const, baseUrl: 'http://10.0.0.2/v1' }]
    const mine = provider('c', { customProviders })
    await expect(saveKey(mine, 'sk-1', no)).rejects.toMatchObject({ info: { kind: 'bad-request' } })
    expect((await secretOrigins('c')).key).toBeUndefined()
    await saveKey(mine, 'sk-1', { plainHttp: true })
    expect(await connect(mine, 'openai-chat')).toMatchObject({ key: 'sk-1', plainHttpAllowed: true })
    const local = provider('c', { customProviders: [{ ...customProviders[0]!, baseUrl: 'http://localhost/v1' }] })
    await saveKey(local, 'sk-1', { plainHttp: true })
    expect(await connect(local, 'openai-chat')).toMatchObject({ plainHttpAllowed: false })
  })

  it('treats a damaged secret as none', async () => {
    await browser.storage.local.set({ 'secret:groq': { key: 7 } })
    await expect(connect(provider('groq'), 'openai-chat')).rejects.toMatchObject({ info: { kind: 'not-configured' } })
  })
})
