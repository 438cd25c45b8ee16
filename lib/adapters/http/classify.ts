import type { ErrorKind } from '../../chat/chat-error'
import type { Connection } from '../../chat/connection'
import type { ServerError } from './server-error'

/** What kind of failure it is, a server says soon; looking through megabytes would take seconds. */
const tellingCharacters = 8_000

const rules: readonly (readonly [ErrorKind, RegExp])[] = [
  // The message is the same for a used-up day as for a used-up minute; only the quota's own name tells.
  ['quota', /requestsperday|tokensperday/i],
  ['rate-limit', /requestsperminute|tokensperminute/i],
  [
    'quota',
    /insufficient_quota|billing_(hard_)?(limit|not_active|error)|credit.balance|spend_limit|usage_limit|insufficient (balance|credit|quota|funds)|exceeded your current quota|all available credits/i,
  ],
  ['origin-blocked', /\bcors requests?\b/i],
  [
    'context-length',
    /context_length|exceed_context|context (length|window|size)|maximum context|input length exceeds|prompt is too long|too many tokens|token count.{0,20} exceeds/i,
  ],
  [
    'content-filter',
    /content_filter|content_policy|content.management.policy|moderation|flagged|guardrail|safety (check|system)/i,
  ],
  [
    'model-not-found',
    /model_not_(found|available|supported)|model_decommissioned|deploymentnotfound|invalid_model|not_found_error.*\bmodel:|unknown model|invalid model|not a valid model|not found the model|supported api model names|no endpoints found|models?\b.{0,200}\b(not found|not exist|does not exist|not available)/i,
  ],
  [
    'auth',
    /invalid_api_key|api_key_invalid|authentication_error|(incorrect|invalid|missing|wrong|no) api.?key|api.?key.{0,20}(invalid|incorrect|not valid|missing)/i,
  ],
  ['rate-limit', /rate_limit|rate limit|too many requests/i],
  [
    'overloaded',
    /overloaded|over capacity|capacity_exceeded|unavailable|insufficient_system_resource|network_error|server busy|\b(server|api)_error\b/i,
  ],
  [
    'not-streamable',
    /(does not|doesn't|not) support stream|stream\w* (is |are )?not supported|unsupported_value \(stream\)/i,
  ],
  ['not-configured', /unexpected endpoint/i],
]

/** What a failure is, from the status and from the server's own words: the same refusal has another status elsewhere. */
export function classify(status: number | undefined, error: ServerError): ErrorKind {
  const kind = byWords(`${error.codes.join(' ')} ${error.message}`.slice(0, tellingCharacters))
  switch (status) {
    case 401:
      // A good key may be refused for the way it came.
      return kind === 'origin-blocked' ? kind : 'auth'
    case 402:
      return 'quota'
    case 403:
      return kind === 'content-filter' || kind === 'quota' || kind === 'model-not-found' ? kind : 'auth'
    case 404:
      return kind ?? (error.codes.length > 0 ? 'bad-request' : 'not-configured')
    case 408:
    case 504:
    case 524:
      return 'timeout'
    case 409:
    case 425:
      // Another request stood in the way, or this one came too early.
      return kind ?? 'overloaded'
    case 413:
      return kind === 'rate-limit' ? 'rate-limit' : 'context-length'
    case 429:
      return kind === 'quota' ? 'quota' : 'rate-limit'
    case undefined:
      return kind ?? 'bad-response'
    default:
      if (status === 501 || status === 505) return kind ?? 'bad-request'
      if (status >= 500 || status === 498) return kind === 'context-length' ? kind : 'overloaded'
      return kind ?? 'bad-request'
  }
}

function byWords(words: string): ErrorKind | undefined {
  return rules.find(([, pattern]) => pattern.test(words))?.[0]
}

/** The sentence a reader sees for it. */
export function sentenceFor(kind: ErrorKind, connection: Connection, status: number | undefined): string {
  const name = connection.providerName
  const code = status === undefined ? '' : ` (${status})`
  const sentences: Partial<Record<ErrorKind, string>> = {
    auth: connection.key ? `${name} did not accept the key${code}.` : `${name} asks for a key${code}.`,
    quota: `Your account at ${name} has no credit or quota left.`,
    'rate-limit': `${name} is limiting how often it may be asked.`,
    overloaded: `${name} is overloaded or has a problem of its own${code}.`,
    'model-not-found': `${name} does not offer this model to you. Choose another one.`,
    'context-length':
      'The conversation and what is attached are longer than this model can hold. Attach less, or choose a model with a larger context.',
    'content-filter': `${name} declined this request under its content rules.`,
    'origin-blocked': `${name} refuses requests from browser extensions${code}.`,
    'not-configured': `${name} has nothing to chat with at this address${code}. Check the address in the options.`,
    timeout: `${name} gave up waiting for its model${code}. Try again.`,
    'not-streamable': 'This model cannot send its answer piece by piece.',
    'bad-request': `${name} did not accept the request${code}.`,
  }
  return sentences[kind] ?? `${name} answered with an error${code}.`
}
