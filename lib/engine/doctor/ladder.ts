import type { Rung, RungName } from '../../chat/checkup'
import { rungNames } from '../../chat/checkup'
import type { ErrorInfo } from '../../chat/chat-error'
import { failedRung } from './failed-rung'
import { hostOf, isNetworked, type Findings } from './findings'
import type { Surroundings } from './ollama-commands'
import { inSeconds, looksBuffered } from './timing'

/** Failures that can come before anybody looked at the request: a gateway's own, or silence. */
const beforeTheKey = new Set(['overloaded', 'timeout', 'internal', 'storage-full', 'aborted'])

/** Every rung, from what was seen: those below a failure as far as it proves them, those above it not reached. */
export function ladderOf(findings: Findings, surroundings: Surroundings): Rung[] {
  const { error } = findings
  const failed = error && failedRung(error, findings, surroundings)
  const height = failed ? rungNames.indexOf(failed.name) : rungNames.length
  return rungNames.map((name, index): Rung => {
    if (failed && index === height) return failed
    if (index > height) return { name, state: 'skipped', sentence: 'Not reached.' }
    if (error && isUnproven(name, error, findings)) {
      return { name, state: 'skipped', sentence: 'The failure above does not tell.' }
    }
    return climbed(name, findings)
  })
}

/** The rungs that are known to hold while the checkup is still under way. */
export function climbedSoFar(findings: Findings, top: RungName): Rung[] {
  return rungNames.slice(0, rungNames.indexOf(top) + 1).map((name) => climbed(name, findings))
}

function isUnproven(name: RungName, error: ErrorInfo, findings: Findings): boolean {
  if (findings.pieces.length > 0) return false
  if (name === 'model') return !isListed(findings) && error.kind !== 'bad-response' && error.kind !== 'stalled'
  if (name === 'origin' || name === 'key') return beforeTheKey.has(error.kind)
  return false
}

function isListed({ listed, model }: Findings): boolean {
  return listed?.some(({ id }) => id === model) ?? false
}

function climbed(name: RungName, findings: Findings): Rung {
  const passed = (sentence: string): Rung => ({ name, state: 'passed', sentence })
  const skipped = (sentence: string): Rung => ({ name, state: 'skipped', sentence })
  const { provider } = findings
  if (!isNetworked(findings)) return builtIn(name, findings)
  switch (name) {
    case 'configured':
      return passed(provider.hasKey ? 'Its address and a key are set.' : 'Its address is set.')
    case 'permission':
      return passed(`The browser lets Gloss reach ${hostOf(findings)}.`)
    case 'reachable':
      return passed(`${hostOf(findings)} answers.`)
    case 'origin':
      return passed('It takes requests from this extension.')
    case 'key':
      if (provider.key === 'none') return skipped('It asks for no key.')
      return provider.hasKey ? passed('It took the key.') : skipped('It answers without a key.')
    case 'model':
      return passed(modelSentence(findings))
    case 'first-byte':
      return passed(beginning(findings))
    case 'stream':
      return streamRung(findings)
    case 'usage':
      return usageRung(findings)
  }
}

function builtIn(name: RungName, findings: Findings): Rung {
  switch (name) {
    case 'configured':
      return { name, state: 'passed', sentence: 'It is a part of Gloss.' }
    case 'first-byte':
      return { name, state: 'passed', sentence: beginning(findings) }
    case 'stream':
      return { name, state: 'passed', sentence: 'It answered to the end.' }
    case 'usage':
      return { name, state: 'skipped', sentence: 'It costs nothing.' }
    default:
      return { name, state: 'skipped', sentence: 'Not needed: nothing leaves this computer.' }
  }
}

function modelSentence({ model, answeredBy }: Findings): string {
  return answeredBy === undefined || answeredBy === model ? `It has ${model}.` : `For ${model}, ${answeredBy} answers.`
}

function beginning({ pieces: [first] }: Findings): string {
  return first === undefined ? 'It began to answer.' : `Its first word came ${inSeconds(first)}.`
}

function streamRung({ provider, pieces, refusedToStream, wantsWhole, endless }: Findings): Rung {
  const name = 'stream'
  const mend = { remedy: 'answer-whole' } as const
  if (wantsWhole) return { name, state: 'passed', sentence: 'The answer came in one piece, as you want it here.' }
  if (refusedToStream) {
    return {
      name,
      state: 'warning',
      sentence: `${provider.name} refused to stream, so each answer is asked for twice. Ask for it in one piece from the start.`,
      mend,
    }
  }
  if (looksBuffered(pieces)) {
    return {
      name,
      state: 'warning',
      sentence: `The whole answer came in one burst, ${inSeconds(pieces[0] ?? 0)}: a proxy on the way holds it back. Switch off its buffering, or ask for answers in one piece, so that the silence is not taken for a fault.`,
      mend,
    }
  }
  return {
    name,
    state: 'passed',
    sentence: endless
      ? 'The answer came piece by piece; it went on and on, so the check stopped it.'
      : 'The answer came as it should, to its end.',
  }
}

function usageRung({ provider, reportedUsage, endless }: Findings): Rung {
  const name = 'usage'
  if (reportedUsage) return { name, state: 'passed', sentence: 'It says how many tokens an answer takes.' }
  if (endless) return { name, state: 'skipped', sentence: 'Not reached.' }
  return {
    name,
    state: 'warning',
    sentence: `${provider.name} did not say how many tokens the answer took: costs cannot be counted here.`,
    mend: { remedy: 'retry' },
  }
}
