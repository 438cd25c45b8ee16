import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { callSchemas } from '../../../entrypoints/background/call-schemas'
import { toErrorInfo } from '../../../lib/chat/chat-error'
import { builtinPreset, type Preset } from '../../../lib/chat/preset'
import { saveModelList } from '../../../lib/db/model-lists'
import { requireParameters, savePreset } from '../../../lib/engine/presets'
import { defaultSettings } from '../../../lib/settings/schema'
import { readSettings } from '../../../lib/settings/settings'
import * as v from 'valibot'

const preset: Preset = { id: 'p1', name: 'Mine', providerId: 'anthropic', model: 'claude-3-haiku', parameters: {} }

const failure = (promise: Promise<unknown>) => promise.then(() => undefined, toErrorInfo)

describe('savePreset', () => {
  beforeEach(() => fakeBrowser.reset())

  it('makes a preset and replaces it', async () => {
    await savePreset(preset)
    await savePreset({ ...preset, name: 'Yours', parameters: { temperature: 1 } })
    expect((await readSettings()).presets).toEqual([{ ...preset, name: 'Yours', parameters: { temperature: 1 } }])
  })

  it.each<[string, Partial<Preset>]>([
    ['a parameter out of range', { parameters: { temperature: 1.5 } }],
    ['no name', { name: '  ' }],
    ['no model', { model: ' ' }],
    ['a provider that is not there', { providerId: 'gone' }],
    ['itself as a fallback', { fallbackPresetIds: ['p1'] }],
    ['the id of the built-in reader', { id: builtinPreset.id }],
  ])('refuses %s and changes nothing', async (_, change) => {
    expect(await failure(savePreset({ ...preset, ...change }))).toMatchObject({ kind: 'bad-request' })
    expect((await readSettings()).presets).toEqual([])
  })
})

describe('requireParameters', () => {
  it('names the preset to open, and goes by what the provider says of the model', async () => {
    const limited = { ...preset, parameters: { maxOutputTokens: 8_000 } }
    expect(await failure(requireParameters(defaultSettings, limited))).toBeUndefined()
    const models = [{ id: 'claude-3-haiku', maxOutputTokens: 4_096 }]
    await saveModelList({ providerId: 'anthropic', models, fetchedAt: 1 })
    expect(await failure(requireParameters(defaultSettings, limited))).toMatchObject({
      kind: 'bad-request',
      providerId: 'anthropic',
      presetId: 'p1',
    })
  })

  it('goes by the wire the user chose', async () => {
    const short = { ...preset, providerId: 'openai', parameters: { maxOutputTokens: 8 } }
    const chat = { ...defaultSettings, providers: { openai: { wire: 'openai-chat' as const } } }
    expect(await failure(requireParameters(defaultSettings, short))).toMatchObject({ kind: 'bad-request' })
    expect(await failure(requireParameters(chat, short))).toBeUndefined()
  })
})

describe('the call', () => {
  it('refuses a preset whose parameters are no parameters, instead of dropping them', () => {
    const accepts = (parameters: unknown) => v.is(callSchemas.savePreset, { preset: { ...preset, parameters } })
    expect(accepts({ temperature: 0.5, stop: ['x'], extraBody: { seed: 1 } })).toBe(true)
    expect(accepts({ temperature: 'hot' })).toBe(false)
    expect(accepts({ maxOutputTokens: 0 })).toBe(false)
  })
})
