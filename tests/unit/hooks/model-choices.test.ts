import { describe, expect, it } from 'vitest'
import { choiceGroups } from '../../../components/hooks/model-choices'
import { builtinPreset, type Preset } from '../../../lib/chat/preset'
import type { ProviderStatus } from '../../../lib/chat/provider-status'

const provider = (id: string, ready: boolean): ProviderStatus => ({
  id,
  name: id.toUpperCase(),
  description: '',
  wire: 'openai-chat',
  available: true,
  custom: false,
  baseUrl: 'https://example.com',
  defaultBaseUrl: 'https://example.com',
  key: 'none',
  hasKey: false,
  headers: { set: [], offered: [], rules: { fixed: [] } },
  permitted: true,
  ready,
})
const preset: Preset = { id: 'p1', name: 'My writer', providerId: 'ready', model: 'one', parameters: {} }
const providers = [provider('builtin', true), provider('ready', true), provider('waiting', false)]

describe('choiceGroups', () => {
  it('lists presets first, then the models without one, by provider', () => {
    const groups = choiceGroups([builtinPreset, preset], providers, (id) =>
      id === 'builtin' ? [] : [{ id: 'one' }, { id: 'two', name: 'Two' }],
    )
    expect(groups.map(({ name, choices }) => [name, choices.map(({ label }) => label)])).toEqual([
      ['Without a model', ['Built-in reader']],
      ['READY', ['My writer', 'Two']],
    ])
    expect(groups[1]?.choices[1]).toMatchObject({ model: { providerId: 'ready', model: 'two' } })
  })

  it('keeps the presets of a provider that is not ready, without its models', () => {
    const waiting: Preset = { ...preset, id: 'p2', providerId: 'waiting' }
    const groups = choiceGroups([waiting], providers, () => [{ id: 'two' }])
    expect(groups.find(({ providerId }) => providerId === 'waiting')?.choices).toEqual([
      { value: 'preset:p2', label: 'My writer', modelId: 'one', facts: [], presetId: 'p2' },
    ])
  })

  it('leaves out a preset that is switched off, but not its model', () => {
    const off: Preset = { ...preset, active: false }
    const [group] = choiceGroups([off], providers, (id) => (id === 'ready' ? [{ id: 'one' }] : []))
    expect(group?.choices.map(({ label }) => label)).toEqual(['one'])
  })

  it('says in a few words what is known of the models', () => {
    const models = [
      { id: 'one', contextWindow: 131_072, vision: true },
      { id: 'two', tools: true, thinking: true },
    ]
    const [group] = choiceGroups([preset], providers, (id) => (id === 'ready' ? models : []))
    expect(group?.choices.map(({ facts }) => facts)).toEqual([
      ['128K', 'sees'],
      ['tools', 'thinks'],
    ])
  })

  it('says what a model costs, also that of a preset, where the provider says so', () => {
    const models = [
      { id: 'one', inputPrice: 3, outputPrice: 15 },
      { id: 'two', inputPrice: 0, outputPrice: 0 },
      { id: 'three', inputPrice: 1 },
    ]
    const [group] = choiceGroups([preset], providers, (id) => (id === 'ready' ? models : []))
    expect(group?.choices.map(({ price }) => price)).toEqual(['$3 / $15', 'free', undefined])
  })

  it('never gives two choices one value', () => {
    const groups = choiceGroups([builtinPreset, preset], providers, () => [{ id: 'one' }, { id: 'p1' }])
    const values = groups.flatMap(({ choices }) => choices.map(({ value }) => value))
    expect(new Set(values).size).toBe(values.length)
  })
})
