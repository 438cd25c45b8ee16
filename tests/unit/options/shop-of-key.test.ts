import { describe, expect, it } from 'vitest'
import { shopOfKey } from '../../../components/options/welcome/shop-of-key'
import { providerRow } from '../../../lib/providers'

describe('whose key it is, by its looks', () => {
  it.each([
    ['sk-ant-api03-abc', 'anthropic'],
    ['sk-or-v1-0123', 'openrouter'],
    ['sk-proj-abc_DEF', 'openai'],
    ['sk-abcdT3BlbkFJefgh', 'openai'],
    ['gsk_abc', 'groq'],
    ['xai-abc', 'xai'],
    ['AIzaSyAbc', 'gemini'],
    ['  gsk_pasted-with-blanks\n', 'groq'],
    [`sk-${'0a'.repeat(16)}`, 'deepseek'],
    ['fw_abc', 'fireworks'],
    ['tgp_v1_abc', 'together'],
  ])('%s: %s', (key, shop) => {
    expect(shopOfKey(key)).toBe(shop)
    expect(providerRow(shop)).toBeDefined()
  })

  it.each(['', 'sk-', 'abcdefghijklmnopqrstuvwxyz012345', 'key sk-ant-'])('%s: nobody can tell', (key) => {
    expect(shopOfKey(key)).toBe('')
  })
})
