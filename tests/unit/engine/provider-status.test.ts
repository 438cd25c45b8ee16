import { beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { listProviders } from '../../../lib/engine/provider-status'
import { saveProvider } from '../../../lib/settings/save-provider'
import { changeSettings } from '../../../lib/settings/settings'

const custom = { id: 'mine', name: 'Mine', wire: 'openai-chat' as const, baseUrl: 'https://a.example/v1' }
const statusOf = async (id: string) => (await listProviders()).find((provider) => provider.id === id)

describe('what a page knows of a provider’s headers', () => {
  beforeEach(async () => {
    fakeBrowser.reset()
    vi.spyOn(browser.permissions, 'contains').mockImplementation(() => Promise.resolve(true) as never)
    await changeSettings((all) => ({ ...all, customProviders: [custom] }))
  })

  it('is the value of a plain one and the name of a secret', async () => {
    const headers = { 'X-Team': 'reading', 'X-Gateway-Token': 'hush' }
    await saveProvider('mine', { headers }, { plainHttp: false })
    const status = await statusOf('mine')
    expect(status?.headers.set).toEqual([{ name: 'X-Team', value: 'reading' }, { name: 'X-Gateway-Token' }])
    expect(JSON.stringify(await listProviders())).not.toContain('hush')
    expect(status?.ready).toBe(true)
  })

  it('is where a secret belongs, once the address is another, and that nothing can be sent', async () => {
    await saveProvider('mine', { headers: { 'X-Gateway-Token': 'hush' } }, { plainHttp: false })
    await saveProvider('mine', { baseUrl: 'https://b.example/v1' }, { plainHttp: false })
    const status = await statusOf('mine')
    expect(status?.headers.set).toEqual([{ name: 'X-Gateway-Token', boundTo: 'https://a.example' }])
    expect(status?.ready).toBe(false)
  })

  it('tells defaults from choices, and leaves out what nobody can choose', async () => {
    expect((await statusOf('anthropic'))?.headers.set).toEqual([
      { name: 'anthropic-version', value: '2023-06-01', isDefault: true },
    ])
    await saveProvider('anthropic', { headers: { 'anthropic-version': '2030-01-01' } }, { plainHttp: false })
    expect((await statusOf('anthropic'))?.headers.set).toEqual([{ name: 'anthropic-version', value: '2030-01-01' }])
  })

  it('follows the chosen protocol', async () => {
    await saveProvider('openai', { wire: 'openai-chat' }, { plainHttp: false })
    expect((await statusOf('openai'))?.wire).toBe('openai-chat')
  })
})
