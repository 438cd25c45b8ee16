import type { ErrorInfo } from './chat-error'
import type { Wire } from './wire'

/** What the options page and the picker know of a provider: everything but the key. */
export type ProviderStatus = {
  id: string
  name: string
  description: string
  wire: Wire
  /** False while no adapter of this build speaks the provider's wire. */
  available: boolean
  custom: boolean
  baseUrl: string
  defaultBaseUrl: string
  key: 'required' | 'optional' | 'none'
  keyUrl?: string
  hasKey: boolean
  /** The origin the stored key is bound to, when it is not that of `baseUrl`: the key is then not used. */
  keyBoundTo?: string
  /** The match pattern to ask for; absent for the built-in reader. */
  originPattern?: string
  permitted: boolean
  /** Configured, permitted and available: a question can be sent. */
  ready: boolean
}

/** The outcome of *Test*: a real question sent through the chat path. */
export type ProviderTest =
  | { ok: true; sentence: string; model: string; firstTokenMs: number }
  | { ok: false; error: ErrorInfo }

/** What answers at a local Ollama address. `unpermitted`: something answers, but only a click can let us ask more. */
export type OllamaDiscovery = { state: 'absent' | 'unpermitted' | 'found'; baseUrl: string; originPattern: string }
