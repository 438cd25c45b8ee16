import type { ErrorKind } from '../../lib/chat/chat-error'
import type { FailedAttempt, Message } from '../../lib/chat/message'
import { nameWithProvider } from '../../lib/chat/preset'

const reasons: Partial<Record<ErrorKind, string>> = {
  unreachable: 'could not be reached',
  'rate-limit': 'is limiting how often it may be asked',
  quota: 'has no credit or quota left',
  overloaded: 'is overloaded',
  timeout: 'did not answer in time',
}

/** Who writes in place of the preset that was chosen, and why; undefined when it is the chosen one. */
export function authorSentence(message: Message, hasText: boolean): string | undefined {
  const { author, fallbacks = [], status } = message
  if (!author || fallbacks.length === 0) return undefined
  const verb = hasText ? 'Written by' : status === 'streaming' ? 'Asking' : 'Asked'
  return `${verb} ${nameWithProvider(author)}, because ${listed(fallbacks.map(reasonOf))}.`
}

function reasonOf(attempt: FailedAttempt): string {
  return `${nameWithProvider(attempt)} ${reasons[attempt.error.kind] ?? 'failed'}`
}

function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? ''
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`
}
