import { describe, expect, it } from 'vitest'
import type { ChoiceGroup, ModelChoice } from '../../../components/hooks/model-choices'
import { findChoices } from '../../../components/models/find-choices'

const choice = (label: string, more: Partial<ModelChoice> = {}): ModelChoice => ({
  value: `preset:${label}`,
  label,
  modelId: label,
  facts: [],
  presetId: label,
  ...more,
})
const group = (name: string, labels: readonly string[]): ChoiceGroup => ({
  providerId: name,
  name,
  choices: labels.map((label) => choice(label)),
})
const hundreds = Array.from({ length: 340 }, (_, index) => `maker-${index % 17}/model-${index}`)
const groups = [
  group('Local', ['llama', 'mistral']),
  group('Shop', hundreds),
  group('Other', ['claude-like', 'reader']),
]
const labels = (query: string, lately: string[] = []) =>
  findChoices(groups, query, lately).choices.map((one) => one.label)

describe('findChoices', () => {
  it('shows what was used last first, once, and says whose it is', () => {
    const found = findChoices(groups, '', ['preset:reader', 'preset:gone', 'preset:llama'])
    expect(found.groups.map(({ name }) => name)).toEqual(['Used last', 'Local', 'Shop', 'Other'])
    expect(found.groups[0]?.choices).toMatchObject([
      { label: 'reader', providerName: 'Other' },
      { label: 'llama', providerName: 'Local' },
    ])
    const values = found.choices.map(({ value }) => value)
    expect(new Set(values).size).toBe(values.length)
  })

  it('lets no provider hide the others, and says how many there are', () => {
    const found = findChoices(groups, '', [])
    expect(found.groups.map(({ name, outOf }) => [name, outOf])).toEqual([
      ['Local', undefined],
      ['Shop', 340],
      ['Other', undefined],
    ])
    expect(found.more).toBe(340 - 30)
  })

  it('leaves a short list as it is', () => {
    const short = [group('Local', ['llama', 'mistral'])]
    expect(findChoices(short, '', ['preset:mistral']).groups.map(({ name }) => name)).toEqual(['Local'])
  })

  it('finds by every word, in names, providers, facts and prices', () => {
    expect(labels('shop 123')).toEqual(['maker-4/model-123'])
    const seeing = [{ ...group('Local', ['llama']), choices: [choice('llama', { facts: ['sees'], price: 'free' })] }]
    expect(findChoices(seeing, 'free sees', []).choices).toHaveLength(1)
    expect(findChoices(seeing, 'free thinks', []).choices).toHaveLength(0)
  })

  it('puts what begins with the word before what merely holds it, whichever provider it is of', () => {
    const some = [group('First', ['un-claude', 'xclaude', 'claude-3']), group('Second', ['claude'])]
    expect(findChoices(some, 'clau', []).choices.map(({ label }) => label)).toEqual([
      'claude-3',
      'un-claude',
      'xclaude',
      'claude',
    ])
    const later = [group('First', ['xclaude']), group('Second', ['claude'])]
    expect(findChoices(later, 'clau', []).groups.map(({ name }) => name)).toEqual(['Second', 'First'])
  })

  it('draws no more than can be read, and says how many are left', () => {
    const found = findChoices(groups, 'model', [])
    expect(found.choices).toHaveLength(150)
    expect(found.more).toBe(190)
  })
})
