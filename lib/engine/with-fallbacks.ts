import { ChatError, toErrorInfo } from '../chat/chat-error'
import type { FailedAttempt } from '../chat/message'
import { nameWithProvider, type Preset } from '../chat/preset'
import type { CoverageEvent } from '../chat/coverage'
import type { PresetEvent, StreamEvent } from '../chat/stream-event'
import { passesOn } from '../policy/fallback'

/** A preset, and its provider's name as a reader knows it. */
export type Candidate = { preset: Preset; providerName: string }

/**
 * Asks one after the other until there is a first word, and says whom it asks. When nobody answers, the failure is that
 * of the first: it is the one the reader chose and wants mended.
 * @param ask `isLast`: nobody stands ready after this one.
 */
export async function* withFallbacks(
  candidates: readonly [Candidate, ...Candidate[]],
  ask: (candidate: Candidate, isLast: boolean) => AsyncIterable<StreamEvent | CoverageEvent>,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent | PresetEvent | CoverageEvent> {
  const failed: FailedAttempt[] = []
  for (const [index, candidate] of candidates.entries()) {
    if (index > 0) yield presetEvent(candidate, failed, true)
    let begun = false
    try {
      for await (const event of ask(candidate, index === candidates.length - 1)) {
        begun ||= event.type === 'text-delta' || event.type === 'reasoning-delta'
        yield event
      }
      return
    } catch (error) {
      if (begun || signal.aborted || !(error instanceof ChatError)) throw error
      // A fallback is passed over whatever it lacks: the reader did not choose it now.
      if (index === 0 && (candidates.length === 1 || !passesOn(error.kind))) throw error
      failed.push(attempt(candidate, error))
    }
  }
  const [first, ...others] = failed
  if (!first) throw new ChatError('internal', 'Nobody was asked.')
  yield presetEvent(candidates[0], others, false)
  const { kind, message, ...facts } = first.error
  throw new ChatError(kind, `${message} ${alsoFailed(others)}`, facts)
}

function attempt({ preset, providerName }: Candidate, error: ChatError): FailedAttempt {
  return { presetName: preset.name, providerId: preset.providerId, providerName, error: toErrorInfo(error) }
}

function presetEvent(
  { preset, providerName }: Candidate,
  fallbacks: readonly FailedAttempt[],
  isFallback: boolean,
): PresetEvent {
  return {
    type: 'preset',
    presetId: preset.id,
    providerId: preset.providerId,
    model: preset.model,
    fallbacks: [...fallbacks],
    ...(isFallback ? { author: { presetName: preset.name, providerName } } : {}),
  }
}

function alsoFailed(others: readonly FailedAttempt[]): string {
  const names = others.map(nameWithProvider)
  return names.length === 1
    ? `Its fallback ${names.join()} failed too.`
    : `Its fallbacks failed too: ${names.join(', ')}.`
}
