import type { ErrorInfo, ErrorKind } from './chat-error'

/** What the one button under a failure does. */
export type Remedy = 'retry' | 'grant' | 'open-provider' | 'choose-model' | 'new-chat'

const remedies: Record<ErrorKind, Remedy> = {
  'not-configured': 'open-provider',
  permission: 'grant',
  unreachable: 'retry',
  'origin-blocked': 'open-provider',
  auth: 'open-provider',
  'model-not-found': 'choose-model',
  'rate-limit': 'retry',
  quota: 'open-provider',
  overloaded: 'retry',
  'bad-request': 'retry',
  'context-length': 'new-chat',
  'content-filter': 'retry',
  timeout: 'retry',
  stalled: 'retry',
  truncated: 'retry',
  'bad-response': 'retry',
  'too-large': 'new-chat',
  'not-streamable': 'retry',
  'blocked-by-rule': 'open-provider',
  'over-budget': 'open-provider',
  'storage-full': 'retry',
  aborted: 'retry',
  internal: 'retry',
}

export const remedyLabels: Record<Remedy, string> = {
  retry: 'Try again',
  grant: 'Allow access',
  'open-provider': 'Open its settings',
  'choose-model': 'Choose a model',
  'new-chat': 'Start a new chat',
}

/** The remedy of a failure. A missing permission without an address to ask for can only be tried again. */
export function remedyFor(error: ErrorInfo): Remedy {
  const remedy = remedies[error.kind]
  return remedy === 'grant' && error.originPattern === undefined ? 'retry' : remedy
}
