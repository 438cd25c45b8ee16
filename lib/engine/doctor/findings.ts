import type { ErrorInfo } from '../../chat/chat-error'
import type { ModelInfo } from '../../chat/model-info'
import type { ProviderStatus } from '../../chat/provider-status'

/** What one checkup saw, before it is judged. */
export type Findings = {
  provider: ProviderStatus
  /** The model asked for; empty when none could be named. */
  model: string
  /** The provider's list, where it could be had. */
  listed?: readonly ModelInfo[]
  listError?: ErrorInfo
  /** A question left the browser. */
  sent: boolean
  /** When each piece of the answer came, in milliseconds since the request was sent. */
  pieces: number[]
  answeredBy?: string
  reportedUsage: boolean
  /** Streaming was refused, so that the answer was asked for in one piece. */
  refusedToStream: boolean
  /** The reader wants the answers of this provider in one piece. */
  wantsWhole: boolean
  /** It went on and on, and was stopped. */
  endless: boolean
  error?: ErrorInfo
}

/** A server that somebody reaches over a network, as opposed to the built-in reader. */
export function isNetworked({ provider }: Findings): boolean {
  return provider.baseUrl !== ''
}

export function hostOf({ provider }: Findings): string {
  return URL.canParse(provider.baseUrl) ? new URL(provider.baseUrl).host : provider.baseUrl
}
