import type { ChatDialect, Wire } from './wire'

/** A provider as configured: its row, or the user's own server, with the user's settings applied. */
export type Provider = {
  id: string
  name: string
  description: string
  wires: readonly [Wire, ...Wire[]]
  custom: boolean
  baseUrl: string
  defaultBaseUrl: string
  key: 'required' | 'optional' | 'none'
  keyUrl?: string
  headers: Record<string, string>
  dialect: ChatDialect
}
