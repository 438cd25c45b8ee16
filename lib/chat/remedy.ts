import type { ErrorInfo, ErrorKind } from './chat-error'

/** What the one button under a failure, or beside a rung of a checkup, does. */
export type Remedy =
  | 'retry'
  | 'grant'
  | 'open-provider'
  | 'open-preset'
  | 'choose-model'
  | 'new-chat'
  | 'enter-key'
  | 'check-address'
  | 'copy-origins'
  | 'copy-pull'
  | 'answer-whole'
  | 'open-account'
  | 'trim'

/** The remedies that need nothing but the failure itself. The others come with what a checkup found out. */
export type FailureRemedy = Extract<
  Remedy,
  'retry' | 'grant' | 'open-provider' | 'open-preset' | 'choose-model' | 'new-chat' | 'trim'
>

type Rule = { remedy: FailureRemedy; /** Whether a checkup of the provider can say more. */ checkup?: true }

const rules: Record<ErrorKind, Rule> = {
  'not-configured': { remedy: 'open-provider', checkup: true },
  permission: { remedy: 'grant', checkup: true },
  unreachable: { remedy: 'retry', checkup: true },
  'origin-blocked': { remedy: 'open-provider', checkup: true },
  auth: { remedy: 'open-provider', checkup: true },
  'model-not-found': { remedy: 'choose-model', checkup: true },
  'rate-limit': { remedy: 'retry' },
  quota: { remedy: 'open-provider', checkup: true },
  overloaded: { remedy: 'retry', checkup: true },
  'bad-request': { remedy: 'retry', checkup: true },
  'context-length': { remedy: 'trim' },
  'content-filter': { remedy: 'retry' },
  timeout: { remedy: 'retry', checkup: true },
  stalled: { remedy: 'retry', checkup: true },
  truncated: { remedy: 'retry', checkup: true },
  'bad-response': { remedy: 'retry', checkup: true },
  'too-large': { remedy: 'new-chat' },
  'not-streamable': { remedy: 'retry' },
  'blocked-by-rule': { remedy: 'open-provider' },
  'over-budget': { remedy: 'open-provider' },
  'storage-full': { remedy: 'retry' },
  aborted: { remedy: 'retry' },
  internal: { remedy: 'retry' },
}

export const remedyLabels: Record<Remedy, string> = {
  retry: 'Try again',
  grant: 'Allow access',
  'open-provider': 'Open its settings',
  'open-preset': 'Open the preset',
  'choose-model': 'Choose a model',
  'new-chat': 'Start a new chat',
  'enter-key': 'Enter the key',
  'check-address': 'Check the address',
  'copy-origins': 'Copy the command',
  'copy-pull': 'Copy the command',
  'answer-whole': 'Ask for answers in one piece',
  'open-account': 'Open your account there',
  trim: 'Trim what is sent',
}

/**
 * The remedy of a failure. A missing permission without an address to ask for can only be tried again; where nothing is
 * attached that could be trimmed, only a new chat is shorter.
 */
export function remedyFor(error: ErrorInfo, trimmable = false): FailureRemedy {
  if (error.presetId !== undefined) return 'open-preset'
  const { remedy } = rules[error.kind]
  if (remedy === 'trim' && !trimmable) return 'new-chat'
  return remedy === 'grant' && error.originPattern === undefined ? 'retry' : remedy
}

/** Whether a checkup can say more about a failure than its own sentence does. */
export function isExplainable(error: ErrorInfo): error is ErrorInfo & { providerId: string } {
  return error.providerId !== undefined && error.presetId === undefined && rules[error.kind].checkup === true
}
