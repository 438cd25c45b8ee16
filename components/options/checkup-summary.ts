import type { CheckupOutcome } from '../../lib/chat/checkup'

/** How the checkup of one provider ended, as the summary counts it. */
export type CheckupEnd = { name: string; outcome: CheckupOutcome }

/** All of them, one sentence for each way to end; none before the first has ended. */
export function summaryOf(ends: readonly CheckupEnd[]): string[] {
  const named = (outcome: CheckupOutcome) => ends.filter((end) => end.outcome === outcome).map(({ name }) => name)
  const sentences = [
    ['Working', named('good')],
    ['Working, with a warning', named('warning')],
    ['Not working', named('failed')],
    ['Stopped', named('stopped')],
    ['Not set up', named('not-set-up')],
  ] as const
  return sentences.filter(([, names]) => names.length > 0).map(([what, names]) => `${what}: ${names.join(', ')}.`)
}
