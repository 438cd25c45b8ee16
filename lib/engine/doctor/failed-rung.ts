import { isLoopback } from '../../chat/base-url'
import type { Mend, Rung, RungName } from '../../chat/checkup'
import type { ErrorInfo, ErrorKind } from '../../chat/chat-error'
import { hostOf, isNetworked, type Findings } from './findings'
import { originsCommand, pullCommand, type Surroundings } from './ollama-commands'

/** Where a failure of each kind belongs, unless what happened before says otherwise. */
const places: Record<ErrorKind, RungName> = {
  'not-configured': 'configured',
  'over-budget': 'configured',
  'blocked-by-rule': 'configured',
  permission: 'permission',
  unreachable: 'reachable',
  'origin-blocked': 'origin',
  auth: 'key',
  'model-not-found': 'model',
  'rate-limit': 'first-byte',
  quota: 'first-byte',
  overloaded: 'first-byte',
  'bad-request': 'first-byte',
  'context-length': 'first-byte',
  'content-filter': 'first-byte',
  timeout: 'first-byte',
  'storage-full': 'first-byte',
  internal: 'first-byte',
  aborted: 'first-byte',
  'not-streamable': 'stream',
  stalled: 'stream',
  truncated: 'stream',
  'bad-response': 'stream',
  'too-large': 'stream',
}

/** The rung that a failure is about, in words, with its button. */
export function failedRung(error: ErrorInfo, findings: Findings, surroundings: Surroundings): Rung {
  const name = placeOf(error, findings)
  const host = hostOf(findings)
  const rung = (sentence: string, mend: Mend): Rung => ({
    name,
    state: 'failed',
    sentence,
    ...(error.detail === undefined ? {} : { detail: error.detail }),
    mend,
  })
  switch (name) {
    case 'configured':
      return rung(error.message, { remedy: takesKey(findings) ? 'enter-key' : 'check-address' })
    case 'permission':
      return rung(
        error.message,
        error.originPattern === undefined
          ? { remedy: 'retry' }
          : { remedy: 'grant', originPattern: error.originPattern },
      )
    case 'reachable':
      if (error.webPage) {
        return rung(
          `A web page came back from ${host} where an answer should be: the address is wrong, or a login page or firewall stands in the way.`,
          { remedy: 'check-address' },
        )
      }
      return rung(error.message, { remedy: error.kind === 'unreachable' ? 'retry' : 'check-address' })
    case 'origin':
      return originRung(rung, error, findings, surroundings)
    case 'key':
      return rung(error.message, { remedy: 'enter-key' })
    case 'model':
      return rung(modelSentence(error, findings), modelMend(findings))
    default:
      return rung(error.message, answerMend(error, findings))
  }
}

function placeOf(error: ErrorInfo, { sent, pieces }: Findings): RungName {
  if (error.webPage) return 'reachable'
  // What the server said after a question had left is about the address, not about what is filled in.
  if (error.kind === 'not-configured' && sent) return 'reachable'
  if (pieces.length > 0 && places[error.kind] === 'first-byte') return 'stream'
  return places[error.kind]
}

function takesKey(findings: Findings): boolean {
  const { key } = findings.provider
  return isNetworked(findings) && key !== 'none'
}

function originRung(
  rung: (sentence: string, mend: Mend) => Rung,
  error: ErrorInfo,
  findings: Findings,
  surroundings: Surroundings,
): Rung {
  const { name, wire, keyUrl } = findings.provider
  if (wire !== 'ollama') {
    return rung(
      error.message,
      keyUrl === undefined ? { remedy: 'check-address' } : { remedy: 'open-account', url: keyUrl },
    )
  }
  if (refusesHost(findings)) {
    return rung(
      `${name} refuses the name “${new URL(findings.provider.baseUrl).hostname}”: while it listens for its own machine only, it takes IP addresses, localhost and names that end in .local. Use its IP address, or start it with OLLAMA_HOST=0.0.0.0.`,
      { remedy: 'check-address' },
    )
  }
  const { text, note } = originsCommand(surroundings)
  const elsewhere = isLoopback(findings.provider.baseUrl) ? '' : ' Run it on that machine.'
  return rung(`${name} refuses requests from browser extensions until it is told to take them.`, {
    remedy: 'copy-origins',
    text,
    note: note + elsewhere,
  })
}

/**
 * Ollama answers both an Origin and a Host it does not like with the same bare 403. But a list is fetched without an
 * Origin: when that is refused too, it must be the name. Addresses and some names are never refused.
 */
function refusesHost({ provider, listError }: Findings): boolean {
  if (listError?.kind !== 'origin-blocked') return false
  const { hostname } = new URL(provider.baseUrl)
  return !/^([\d.]+|\[.*\]|localhost|.*\.(localhost|local|internal))$/.test(hostname)
}

/** Without the command that stands beside it. */
function modelSentence(error: ErrorInfo, { provider, model }: Findings): string {
  if (provider.wire !== 'ollama' || model === '') return error.message
  return `${provider.name} does not have the model “${model}”. Get it in a terminal, then try again.`
}

function modelMend({ provider, model, listed }: Findings): Mend {
  if (provider.wire !== 'ollama') return { remedy: 'choose-model' }
  const text = pullCommand(model === '' ? 'qwen3:8b' : model)
  const hasOthers = listed !== undefined && listed.length > 0
  return { remedy: 'copy-pull', text, ...(hasOthers ? { note: 'Or choose a model that it has.' } : {}) }
}

function answerMend({ kind }: ErrorInfo, { provider }: Findings): Mend {
  if (kind === 'quota' && provider.keyUrl !== undefined) return { remedy: 'open-account', url: provider.keyUrl }
  const aboutTheModel = kind === 'bad-request' || kind === 'context-length' || kind === 'content-filter'
  return { remedy: aboutTheModel ? 'choose-model' : 'retry' }
}
