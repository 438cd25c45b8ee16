import type { OllamaDiscovery, ProviderStatus } from '../../lib/chat/provider-status'

export type ProviderState = {
  label: string
  tone: 'good' | 'attention' | 'quiet'
}

/** Where a provider stands, in a few words. `discovery` is what was found at Ollama's address, once it is known. */
export function providerState(provider: ProviderStatus, discovery?: OllamaDiscovery): ProviderState {
  if (!provider.available) return { label: 'Not supported by this version yet', tone: 'quiet' }
  if (provider.keyBoundTo !== undefined) return { label: 'Needs its key again', tone: 'attention' }
  if (provider.headers.set.some(({ boundTo }) => boundTo !== undefined)) {
    return { label: 'Needs its headers again', tone: 'attention' }
  }
  if (provider.id === 'ollama') return ollamaState(provider, discovery)
  if (provider.key === 'required' && !provider.hasKey) return { label: 'Needs a key', tone: 'quiet' }
  if (!provider.permitted) return { label: 'Needs permission', tone: 'attention' }
  return { label: 'Ready', tone: 'good' }
}

function ollamaState(provider: ProviderStatus, discovery: OllamaDiscovery | undefined): ProviderState {
  if (discovery === undefined) return { label: 'Looking for it', tone: 'quiet' }
  if (discovery.state === 'absent') return { label: 'Not running', tone: 'quiet' }
  if (discovery.state === 'unpermitted' || !provider.permitted) return { label: 'Running — connect', tone: 'attention' }
  return { label: 'Running', tone: 'good' }
}

/** Host and port of an address, as a sentence names it. */
export function hostOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl
}
