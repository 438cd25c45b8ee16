import { describe, expect, it } from 'vitest'
import { toldApart } from '../../../components/compare/compare-words'

const apart = (...names: string[]) => names.map((name) => toldApart(name, names)).map(({ alike, own }) => [alike, own])

describe('names of models side by side', () => {
  it('are cut where they begin alike, never where they differ', () => {
    expect(apart('claude-sonnet-4-5-20250929', 'claude-sonnet-4-5-20251001', 'gpt-5')).toEqual([
      ['claude-sonnet-4-5-', '20250929'],
      ['claude-sonnet-4-5-', '20251001'],
      ['', 'gpt-5'],
    ])
    expect(apart('Sonnet (fast)', 'Sonnet (deep)')).toEqual([
      ['Sonnet (', 'fast)'],
      ['Sonnet (', 'deep)'],
    ])
  })

  it('keep whole words, and something of each', () => {
    expect(apart('GPT-5', 'GPT-5 mini')).toEqual([
      ['GPT-', '5'],
      ['GPT-', '5 mini'],
    ])
    expect(apart('gemma', 'gemini')).toEqual([
      ['', 'gemma'],
      ['', 'gemini'],
    ])
    expect(apart('The same', 'The same')).toEqual([
      ['', 'The same'],
      ['', 'The same'],
    ])
  })
})
