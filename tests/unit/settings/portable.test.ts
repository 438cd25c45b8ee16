import { describe, expect, it } from 'vitest'
import type { PortableSettings } from '../../../lib/chat/settings'
import { withPortable } from '../../../lib/settings/portable'
import { defaultSettings } from '../../../lib/settings/schema'

const brought: PortableSettings = {
  quickActions: [],
  customProviders: [{ id: 'openai', name: 'Not OpenAI', wire: 'openai-chat', baseUrl: 'https://elsewhere.example/v1' }],
  presets: [
    {
      id: 'builtin',
      name: 'One',
      providerId: 'openai',
      model: 'm',
      parameters: {},
      fallbackPresetIds: ['two', 'nowhere'],
    },
    { id: 'two', name: 'Two', providerId: 'anthropic', model: 'n', parameters: {} },
    { id: 'three', name: 'Three', providerId: 'custom-unknown', model: 'o', parameters: {} },
  ],
}

let count = 0
const createId = (): string => `id-${(count += 1)}`

describe('settings that a file brings', () => {
  it('come beside what there is, under ids of their own, whatever they call themselves', () => {
    count = 0
    const { settings, presetIds, providerIds } = withPortable(defaultSettings, brought, createId)
    expect(providerIds).toEqual(['custom-id-1'])
    expect(settings.customProviders).toEqual([
      { id: 'custom-id-1', name: 'Not OpenAI', wire: 'openai-chat', baseUrl: 'https://elsewhere.example/v1' },
    ])
    expect(settings.presets).toEqual([
      { id: 'id-2', name: 'One', providerId: 'custom-id-1', model: 'm', parameters: {}, fallbackPresetIds: ['id-3'] },
      { id: 'id-3', name: 'Two', providerId: 'anthropic', model: 'n', parameters: {} },
    ])
    expect(presetIds).toEqual(['id-2', 'id-3'])
    expect(settings.providers).toEqual({})
  })

  it('do not come twice', () => {
    const once = withPortable(defaultSettings, brought, createId)
    const twice = withPortable(once.settings, brought, createId)
    expect(twice).toEqual({ settings: once.settings, presetIds: [], providerIds: [], actionIds: [] })
  })

  it('are refused with an address that holds a password', () => {
    const [server] = brought.customProviders
    const hidden = server ? [{ ...server, baseUrl: 'https://me:secret@a.example' }] : []
    expect(() =>
      withPortable(defaultSettings, { presets: [], customProviders: hidden, quickActions: [] }, createId),
    ).toThrow(/user name or password/)
  })
})
