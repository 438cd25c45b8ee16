import type { HeaderRules } from './header'
import type { Wire } from './wire'

/** An extra header as a page may know it: whether it is set, and its value where that is no secret. */
export type HeaderStatus = {
  name: string
  /** Absent where the value is a secret: it can be replaced, and never be read. */
  value?: string
  /** The value is the provider's default. */
  isDefault?: boolean
  /** The origin a secret was entered for, when it is not that of the base URL: nothing is sent until it is entered anew. */
  boundTo?: string
}

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
  headers: {
    set: HeaderStatus[]
    /** Names of headers the provider is known to understand. */
    offered: readonly string[]
    rules: HeaderRules
  }
  /** The match pattern to ask for; absent for the built-in reader. */
  originPattern?: string
  permitted: boolean
  /** Configured, permitted and available: a question can be sent. */
  ready: boolean
}

/** What answers at a local Ollama address. `unpermitted`: something answers, but only a click can let us ask more. */
export type OllamaDiscovery = { state: 'absent' | 'unpermitted' | 'found'; baseUrl: string; originPattern: string }
