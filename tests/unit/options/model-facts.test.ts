import { describe, expect, it } from 'vitest'
import { filterModels, modelFacts, shortTokens } from '../../../components/options/model-facts'

describe('shortTokens', () => {
  it.each([
    [512, '512'],
    [2_048, '2K'],
    [4_096, '4K'],
    [8_192, '8K'],
    [16_385, '16K'],
    [131_072, '128K'],
    [200_000, '200K'],
    [1_000_000, '1M'],
    [1_048_576, '1M'],
    [1_050_000, '1.1M'],
    [2_097_152, '2M'],
    [128_000, '128K'],
    [256_000, '256K'],
  ])('writes %i as %s', (tokens, text) => {
    expect(shortTokens(tokens)).toBe(text)
  })
})

describe('modelFacts', () => {
  it('says nothing of what is not known', () => {
    expect(modelFacts({ id: 'm' })).toEqual([])
    expect(modelFacts({ id: 'm', vision: false, thinking: false, inputPrice: 1 })).toEqual([])
  })

  it('says what is known, in order', () => {
    const model = {
      id: 'm',
      thinking: true,
      vision: true,
      tools: true,
      contextWindow: 200_000,
      inputPrice: 0.15,
      outputPrice: 3,
    }
    expect(modelFacts(model)).toEqual([
      '200K context',
      'sees images',
      'uses tools',
      'thinks',
      '$0.15 in, $3 out per million tokens',
    ])
  })

  it('calls a model without a price free', () => {
    expect(modelFacts({ id: 'm', inputPrice: 0, outputPrice: 0 })).toEqual(['free'])
  })
})

describe('filterModels', () => {
  const models = [{ id: 'meta/llama-3.3-70b', name: 'Llama 3.3 70B' }, { id: 'qwen3:8b' }, { id: 'llama-guard' }]

  it('keeps all for an empty filter', () => {
    expect(filterModels(models, '  ')).toHaveLength(3)
  })

  it('wants every word, anywhere in id or name, in either case', () => {
    expect(filterModels(models, 'LLAMA 70b').map(({ id }) => id)).toEqual(['meta/llama-3.3-70b'])
    expect(filterModels(models, 'nothing')).toEqual([])
  })
})
