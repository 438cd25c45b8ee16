import type { ErrorInfo, ErrorKind } from '../chat/chat-error'
import { isActive, type Preset } from '../chat/preset'
import { retryDelay } from './retry'

/**
 * What another provider may do better. A spent quota is a rate limit that lasts until the bill is paid, and a server that
 * lets us wait for its first word until the time is up is unreachable in all but name. What only the reader can mend
 * (key, permission, model, address) is shown instead: going elsewhere would hide it for good.
 */
const passing: ReadonlySet<ErrorKind> = new Set(['unreachable', 'rate-limit', 'quota', 'overloaded', 'timeout'])

/** Whether such a failure, before the first word, lets a fallback answer. */
export function passesOn(kind: ErrorKind): boolean {
  return passing.has(kind)
}

/** Longer than this nobody should wait for the first while a second stands ready. */
const longestWaitMs = 3_000

/** As `retryDelay`, where a fallback stands ready: one quick try for a hiccup, then the next is asked. */
export function retryDelayBeforeFallback(error: ErrorInfo, attempt: number, random: number): number | undefined {
  if (attempt > 1) return undefined
  const delay = retryDelay(error, attempt, random)
  return delay !== undefined && delay <= longestWaitMs ? delay : undefined
}

/**
 * Whom to ask, in order: the preset, then its fallbacks without those that are gone, put away, or named before. Fallbacks
 * of fallbacks are not followed: who names two knows which two are asked.
 */
export function withFallbacksOf(preset: Preset, presets: readonly Preset[]): [Preset, ...Preset[]] {
  const ids = new Set(preset.fallbackPresetIds ?? [])
  ids.delete(preset.id)
  const fallbacks = [...ids].flatMap((id) => presets.find((one) => one.id === id && isActive(one)) ?? [])
  return [preset, ...fallbacks]
}
