import { describe, expect, it } from 'vitest'
import type { Settings } from '../../../lib/chat/settings'
import { findProvider } from '../../../lib/settings/providers'
import { defaultSettings } from '../../../lib/settings/schema'

const provider = (id: string, changes: Partial<Settings> = {}) => findProvider({ ...defaultSettings, ...changes }, id)
const custom = (wire: Settings['customProviders'][number]['wire']) =>
  provider('c', { customProviders: [{ id: 'c', name: 'Mine', wire, baseUrl: 'https://a.example' }] })

describe('a provider as it is set', () => {
  it('speaks its row’s wires in their order, or the chosen one first', () => {
    expect(provider('openai')?.wires).toEqual(['openai-responses', 'openai-chat'])
    const chosen = (wire: 'openai-chat' | 'gemini') => provider('openai', { providers: { openai: { wire } } })?.wires
    expect(chosen('openai-chat')).toEqual(['openai-chat', 'openai-responses'])
    expect(chosen('gemini')).toEqual(['openai-responses', 'openai-chat'])
  })

  it('has the user’s headers in place of its row’s, whatever their case', () => {
    const own = provider('anthropic', { providers: { anthropic: { headers: { 'Anthropic-Version': '2030-01-01' } } } })
    expect(own?.headers).toEqual({
      'anthropic-dangerous-direct-browser-access': 'true',
      'Anthropic-Version': '2030-01-01',
    })
    expect(own?.headerRules).toEqual({ keyHeader: 'x-api-key', fixed: ['anthropic-dangerous-direct-browser-access'] })
  })

  it('streams and has no limits or prices unless told', () => {
    expect(provider('groq')).toMatchObject({ streaming: true, limits: {}, prices: {} })
    const told = { streaming: false, limits: { concurrentRuns: 1 }, prices: { m: { inputPrice: 1, outputPrice: 2 } } }
    expect(provider('groq', { providers: { groq: told } })).toMatchObject(told)
  })
})

describe('a server of the user’s own', () => {
  it.each([
    ['openai-chat', 'authorization', {}],
    ['openai-responses', 'authorization', {}],
    ['ollama', 'authorization', {}],
    ['gemini', 'x-goog-api-key', {}],
    [
      'anthropic-messages',
      'x-api-key',
      { 'anthropic-version': '2023-06-01', 'anthropic-dangerous-direct-browser-access': 'true' },
    ],
  ] as const)('that speaks %s has its key in %s', (wire, keyHeader, headers) => {
    expect(custom(wire)).toMatchObject({
      wires: [wire],
      key: 'optional',
      headers,
      dialect: { keyHeader: { name: keyHeader } },
    })
  })

  it('lists all its models, and asks an imitation of OpenAI to store nothing', () => {
    expect(custom('gemini')?.dialect.hiddenModels).toBeUndefined()
    expect(custom('openai-responses')?.dialect.body).toEqual({ store: false })
  })

  it('can change its protocol', () => {
    const customProviders = [{ id: 'c', name: 'Mine', wire: 'openai-chat' as const, baseUrl: 'https://a.example' }]
    expect(provider('c', { customProviders, providers: { c: { wire: 'gemini' } } })?.wires).toEqual(['gemini'])
  })
})
