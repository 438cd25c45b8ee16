import { describe, expect, it } from 'vitest'
import { hostOf, providerState } from '../../../components/options/provider-state'
import type { OllamaDiscovery, ProviderStatus } from '../../../lib/chat/provider-status'

const cloud: ProviderStatus = {
  id: 'openai',
  name: 'OpenAI',
  description: '',
  wire: 'openai-chat',
  available: true,
  custom: false,
  baseUrl: 'https://api.openai.com/v1',
  defaultBaseUrl: 'https://api.openai.com/v1',
  key: 'required',
  hasKey: true,
  originPattern: 'https://api.openai.com/*',
  headers: { set: [], offered: [], rules: { fixed: [] } },
  permitted: true,
  ready: true,
}
const ollama: ProviderStatus = { ...cloud, id: 'ollama', wire: 'ollama', key: 'none', hasKey: false }
const found = (state: OllamaDiscovery['state']): OllamaDiscovery => ({
  state,
  baseUrl: 'http://localhost:11434',
  originPattern: 'http://localhost/*',
})

describe('providerState', () => {
  it('is ready with key and permission', () => {
    expect(providerState(cloud)).toEqual({ label: 'Ready', tone: 'good' })
  })

  it('asks for the key before the permission', () => {
    expect(providerState({ ...cloud, hasKey: false, permitted: false }).label).toBe('Needs a key')
    expect(providerState({ ...cloud, permitted: false })).toEqual({ label: 'Needs permission', tone: 'attention' })
  })

  it('wants headers again that belong to another address, on any provider', () => {
    const set = [
      { name: 'X-Team', value: 'a' },
      { name: 'X-Token', boundTo: 'https://elsewhere.example' },
    ]
    const headers = { ...cloud.headers, set }
    expect(providerState({ ...cloud, headers }).label).toBe('Needs its headers again')
    expect(providerState({ ...ollama, headers }, found('found')).label).toBe('Needs its headers again')
    expect(providerState({ ...cloud, headers: { ...headers, set: [{ name: 'X-Token' }] } }).label).toBe('Ready')
  })

  it('wants a key again that belongs to another address, even an optional one', () => {
    const moved = { ...cloud, hasKey: false, keyBoundTo: 'https://elsewhere.example' }
    expect(providerState(moved).label).toBe('Needs its key again')
    expect(providerState({ ...moved, key: 'optional' }).label).toBe('Needs its key again')
  })

  it('does without an optional key', () => {
    expect(providerState({ ...cloud, key: 'optional', hasKey: false }).label).toBe('Ready')
  })

  it('says first of all when this version cannot talk to it', () => {
    expect(providerState({ ...cloud, available: false }).label).toBe('Not supported by this version yet')
  })

  it.each([
    [undefined, true, 'Looking for it'],
    ['absent', true, 'Not running'],
    ['absent', false, 'Not running'],
    ['unpermitted', false, 'Running — connect'],
    ['found', false, 'Running — connect'],
    ['found', true, 'Running'],
  ] as const)('tells of Ollama %s, permitted %s: %s', (state, permitted, label) => {
    expect(providerState({ ...ollama, permitted }, state && found(state)).label).toBe(label)
  })
})

describe('hostOf', () => {
  it('keeps the port and drops the path', () => {
    expect(hostOf('http://localhost:1234/v1')).toBe('localhost:1234')
  })

  it('gives back what is no address', () => {
    expect(hostOf('nonsense')).toBe('nonsense')
  })
})
