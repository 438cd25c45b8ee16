import type { HeaderRules } from './header'
import type { ModelPrice, ProviderLimits } from './settings'
import type { ChatDialect, Wire } from './wire'

/** A provider as configured: its row, or the user's own server, with the user's settings applied. */
export type Provider = {
  id: string
  name: string
  description: string
  /** The one to speak first: the user's choice, or the row's. */
  wires: readonly [Wire, ...Wire[]]
  custom: boolean
  baseUrl: string
  defaultBaseUrl: string
  key: 'required' | 'optional' | 'none'
  keyUrl?: string
  /** Sent with every request. Those that hold a secret are not here: `connect` adds them. */
  headers: Record<string, string>
  /** Those of them that no user chose. */
  defaultHeaders: Record<string, string>
  /** Headers the options page offers by name. */
  offeredHeaders: readonly string[]
  headerRules: HeaderRules
  dialect: ChatDialect
  /** False: every answer is asked for in one piece. */
  streaming: boolean
  /** What the user set; what is absent follows from where the provider is. */
  limits: ProviderLimits
  /** By model id. */
  prices: Record<string, ModelPrice>
}
