import { ChatError, toErrorInfo } from '../chat/chat-error'
import type { Checkup, CheckupOutcome, Rung, RungName } from '../chat/checkup'
import { rungTitles } from '../chat/checkup'
import type { ProviderStatus } from '../chat/provider-status'
import { isActive } from '../chat/preset'
import type { Settings } from '../chat/settings'
import { allPresets, defaultPreset } from '../settings/presets'
import { readSettings } from '../settings/settings'
import type { Dispatch } from './dispatch'
import { ask } from './doctor/ask'
import { isNetworked, type Findings } from './doctor/findings'
import { climbedSoFar, ladderOf } from './doctor/ladder'
import type { Surroundings } from './doctor/ollama-commands'
import { inSeconds } from './doctor/timing'
import { listProviders } from './provider-status'

export type CheckupContext = {
  /** Milliseconds of a clock that never jumps. */
  monotonicNow: () => number
  surroundings: Surroundings
  /** Ends the checkup, and closes what it has open. */
  signal: AbortSignal
  /** Told of the rungs that are known to hold so far. */
  onProgress: (rungs: Rung[]) => void
}

/** Longer than any provider takes to list its models, shorter than a reader's patience. */
const listMs = 30_000

/**
 * Asks a provider one short question the way the chat does, and says rung by rung how far it came. Lists its models
 * first, which costs nothing and shows what is there; but only the answer proves a key.
 * @param input.model empty: the one that a reader would be asking.
 * @throws {ChatError} `not-configured` when there is no such provider.
 */
export async function checkProvider(
  dispatch: Dispatch,
  input: { providerId: string; model: string },
  context: CheckupContext,
): Promise<Checkup> {
  const provider = (await listProviders()).find(({ id }) => id === input.providerId)
  if (!provider) throw new ChatError('not-configured', 'This provider was removed meanwhile.', input)
  const settings = await readSettings()
  const findings: Findings = {
    provider,
    model: input.model,
    sent: false,
    pieces: [],
    reportedUsage: false,
    refusedToStream: false,
    wantsWhole: settings.providers[provider.id]?.streaming === false,
    endless: false,
  }
  if (isNetworked(findings)) await list(dispatch, findings, context)
  findings.model = input.model || usualModel(settings, findings)
  const known = conclusion(findings)
  if (known) findings.error = known
  else if (!context.signal.aborted) await ask(dispatch, findings, context)
  return verdict(findings, context)
}

async function list(dispatch: Dispatch, findings: Findings, { signal, onProgress }: CheckupContext): Promise<void> {
  try {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(listMs)])
    findings.listed = await dispatch.listModels(findings.provider.id, limited)
    onProgress(climbedSoFar(findings, 'reachable'))
  } catch (error) {
    findings.listError = toErrorInfo(error)
  }
}

/** The model new chats ask there, else the first that has a name of its own, else the first of the list. */
function usualModel(settings: Settings, { provider, listed }: Findings): string {
  const presets = [defaultPreset(settings), ...allPresets(settings).filter(isActive)]
  return presets.find(({ providerId }) => providerId === provider.id)?.model ?? listed?.[0]?.id ?? ''
}

/** What the list alone decides, so that no question needs to be asked. */
function conclusion({ provider, model, listError }: Findings): Findings['error'] {
  if (listError?.kind === 'permission' || listError?.kind === 'unreachable') return listError
  if (model !== '') return undefined
  return (
    listError ?? {
      kind: 'model-not-found',
      message:
        provider.wire === 'ollama'
          ? `${provider.name} has no models yet.`
          : `${provider.name} lists no models: enter the name of one.`,
      providerId: provider.id,
    }
  )
}

function verdict(findings: Findings, { signal, surroundings }: CheckupContext): Checkup {
  const { provider, model } = findings
  const about = { providerId: provider.id, providerName: provider.name, model }
  if (signal.aborted) return { ...about, outcome: 'stopped', headline: 'You stopped the check.', rungs: [] }
  const rungs = ladderOf(findings, surroundings)
  const outcome = outcomeOf(rungs, provider)
  const error = findings.error && { ...findings.error, providerId: provider.id }
  return { ...about, outcome, headline: headlineOf(outcome, rungs, findings), rungs, ...(error ? { error } : {}) }
}

function outcomeOf(rungs: readonly Rung[], provider: ProviderStatus): CheckupOutcome {
  const failed = rungs.find(({ state }) => state === 'failed')
  if (failed) return isSetUp(failed.name, provider) ? 'failed' : 'not-set-up'
  return rungs.some(({ state }) => state === 'warning') ? 'warning' : 'good'
}

/** A provider that nobody has set up yet has nothing wrong with it. */
function isSetUp(failed: RungName, provider: ProviderStatus): boolean {
  if (failed === 'permission') return false
  return failed !== 'configured' || provider.key !== 'required' || provider.hasKey
}

function headlineOf(outcome: CheckupOutcome, rungs: readonly Rung[], findings: Findings): string {
  const { provider, model, answeredBy, pieces } = findings
  const failed = rungs.find(({ state }) => state === 'failed')
  if (outcome === 'not-set-up') return `${provider.name} is not set up yet.`
  if (failed) return `The check stopped at “${rungTitles[failed.name]}”.`
  const who = isNetworked(findings) ? (answeredBy ?? model) : 'The built-in reader'
  const first = `${who} answered; its first word came ${inSeconds(pieces[0] ?? 0)}.`
  const warnings = rungs.filter(({ state }) => state === 'warning').length
  if (warnings === 0) return first
  return `${first} There ${warnings === 1 ? 'is one warning' : `are ${warnings} warnings`}.`
}
