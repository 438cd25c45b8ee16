import { describe, expect, it } from 'vitest'
import { builtinPreset } from '../../../lib/chat/preset'
import type { Preset } from '../../../lib/chat/preset'
import {
  allPresets,
  comparedPresets,
  defaultPreset,
  findPreset,
  recentWith,
  withMovedPreset,
  withoutPreset,
  withPreset,
  withSavedPreset,
} from '../../../lib/settings/presets'
import { allProviders } from '../../../lib/settings/providers'
import { defaultSettings } from '../../../lib/settings/schema'

describe('presets', () => {
  const model = { providerId: 'ollama', model: 'qwen3:8b' }

  it('always hold the built-in reader', () => {
    expect(allPresets(defaultSettings)).toEqual([builtinPreset])
    expect(defaultPreset(defaultSettings)).toEqual(builtinPreset)
  })

  it('are made once per model', () => {
    const { settings, preset } = withPreset(defaultSettings, model, 'p1')
    expect(preset).toMatchObject({ id: 'p1', name: 'qwen3:8b', ...model })
    const again = withPreset(settings, model, 'p2')
    expect(again.preset.id).toBe('p1')
    expect(again.settings).toBe(settings)
    expect(findPreset(settings, 'p1')).toEqual(preset)
  })

  it('fall back to the built-in reader when the default one is removed', () => {
    const { settings } = withPreset({ ...defaultSettings, defaultPresetId: 'p1' }, model, 'p1')
    const removed = withoutPreset(settings, 'p1')
    expect(removed.presets).toEqual([])
    expect(defaultPreset(removed)).toEqual(builtinPreset)
    expect(defaultPreset({ ...settings, defaultPresetId: 'gone' })).toEqual(builtinPreset)
  })
})

describe('presets of the user', () => {
  const preset = (id: string, more: Partial<Preset> = {}): Preset => ({
    id,
    name: id,
    providerId: 'ollama',
    model: 'm',
    parameters: {},
    ...more,
  })
  const settings = { ...defaultSettings, presets: [preset('a'), preset('b'), preset('c')] }
  const ids = ({ presets }: { presets: Preset[] }) => presets.map(({ id }) => id)

  it('are compared with the default one as long as they are there, once each', () => {
    const comparing = { ...settings, defaultPresetId: 'a', comparedPresetIds: ['c', 'gone', 'a', 'b', 'c'] }
    expect(comparedPresets(comparing).map(({ id }) => id)).toEqual(['c', 'b'])
    const off = withSavedPreset(comparing, preset('b', { active: false }))
    expect(comparedPresets(withoutPreset(off, 'c'))).toEqual([])
  })

  it('that were chosen lately come first, what was chosen until now behind the new one, no more than five', () => {
    const chosen = { ...settings, defaultPresetId: 'a', recentPresetIds: ['b', 'c', 'd', 'e', 'f'] }
    expect(recentWith(chosen, 'c')).toEqual(['c', 'a', 'b', 'd', 'e'])
  })

  it('are replaced where they stand, and added at the end', () => {
    const replaced = withSavedPreset(settings, preset('b', { name: 'B' }))
    expect(ids(replaced)).toEqual(['a', 'b', 'c'])
    expect(findPreset(replaced, 'b')?.name).toBe('B')
    expect(ids(withSavedPreset(settings, preset('d')))).toEqual(['a', 'b', 'c', 'd'])
  })

  it('leave the fallbacks of others when they are removed', () => {
    const linked = {
      ...settings,
      presets: [preset('a', { fallbackPresetIds: ['b', 'c'] }), preset('b'), preset('c', { fallbackPresetIds: ['b'] })],
    }
    expect(withoutPreset(linked, 'b').presets).toEqual([preset('a', { fallbackPresetIds: ['c'] }), preset('c')])
  })

  it.each([
    ['a', 1, ['b', 'a', 'c']],
    ['c', -1, ['a', 'c', 'b']],
    ['a', -1, ['a', 'b', 'c']],
    ['c', 5, ['a', 'b', 'c']],
    ['a', 2, ['b', 'c', 'a']],
    ['gone', 1, ['a', 'b', 'c']],
  ])('move: %s by %i', (id, by, order) => {
    expect(ids(withMovedPreset(settings, id, by))).toEqual(order)
  })

  it('that are switched off are neither the default nor what a chosen model finds', () => {
    const off = { ...defaultSettings, defaultPresetId: 'a', presets: [preset('a', { active: false })] }
    expect(defaultPreset(off)).toEqual(builtinPreset)
    expect(withPreset(off, { providerId: 'ollama', model: 'm' }, 'new').preset.id).toBe('new')
  })
})

describe('providers', () => {
  it('are the rows with the user’s settings applied, and the user’s own servers', () => {
    const providers = allProviders({
      ...defaultSettings,
      providers: { ollama: { baseUrl: 'http://127.0.0.1:9999' }, c: { headers: { 'X-Team': 'a' } } },
      customProviders: [{ id: 'c', name: 'Mine', wire: 'ollama', baseUrl: 'http://10.0.0.2:11434' }],
    })
    expect(providers.find(({ id }) => id === 'ollama')).toMatchObject({
      baseUrl: 'http://127.0.0.1:9999',
      defaultBaseUrl: 'http://localhost:11434',
    })
    expect(providers.at(-1)).toMatchObject({ id: 'c', custom: true, wires: ['ollama'], headers: { 'X-Team': 'a' } })
    expect(new Set(providers.map(({ id }) => id)).size).toBe(providers.length)
  })
})
