import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { durationOf, phasesOf, type RunMetrics } from '../../../lib/chat/run-metrics'
import { RunMeter } from '../../../lib/engine/run-meter'

const failure = {
  reason: 'failure' as const,
  error: { kind: 'overloaded' as const, message: 'Overloaded.', detail: 'Secret words.', status: 503, requestId: 'r1' },
  waitMs: 1,
}

const steps = {
  headers: (meter: RunMeter) => meter.headersCame(),
  bytes: (meter: RunMeter) => meter.bytesCame(10),
  pause: (meter: RunMeter) => meter.paused(failure),
  resume: (meter: RunMeter) => meter.resumed(),
  reasoning: (meter: RunMeter) => void meter.deltaCame('reasoning'),
  text: (meter: RunMeter) => void meter.deltaCame('writing'),
  read: (meter: RunMeter) => void meter.read(),
}
type Step = keyof typeof steps

/** Each step after so many milliseconds, and then the end, if it comes to one. */
function measured(
  story: readonly (readonly [afterMs: number, step: Step])[],
  { endAfterMs, earlier }: { endAfterMs?: number; earlier?: RunMetrics } = {},
): RunMetrics {
  // No clock begins at nought.
  let time = 5_000_000.25
  const meter = new RunMeter(() => time, earlier)
  for (const [afterMs, step] of story) {
    time += afterMs
    steps[step](meter)
  }
  if (endAfterMs !== undefined) {
    time += endAfterMs
    meter.ended()
    // What is read later says the same.
    time += 1_000
  }
  return meter.read()
}

const phaseSum = (metrics: RunMetrics) => phasesOf(metrics).reduce((sum, { ms }) => sum + ms, 0)

describe('RunMeter', () => {
  it('times a run from its beginning to its end', () => {
    const metrics = measured(
      [
        [100, 'headers'],
        [20, 'bytes'],
        [80, 'reasoning'],
        [300, 'bytes'],
        [0, 'reasoning'],
        [200, 'text'],
        [50, 'text'],
      ],
      { endAfterMs: 250 },
    )
    expect(metrics).toEqual({
      headersMs: 100,
      firstByteMs: 120,
      firstTokenMs: 200,
      waitingMs: 200,
      reasoningMs: 500,
      writingMs: 300,
      durationMs: 1_000,
      generatingMs: 550,
      longestSilenceMs: 300,
      longestByteSilenceMs: 500,
      deltas: 4,
      bytes: 20,
    })
  })

  it('knows nothing of what has not happened', () => {
    expect(measured([], { endAfterMs: 7 })).toEqual({ waitingMs: 7, durationMs: 7 })
    expect(measured([[5, 'headers']])).toEqual({ waitingMs: 5, headersMs: 5 })
  })

  it('counts the silence behind the last word, on which an answer broke', () => {
    const { longestSilenceMs } = measured(
      [
        [10, 'text'],
        [40, 'text'],
      ],
      { endAfterMs: 90_000 },
    )
    expect(longestSilenceMs).toBe(90_000)
  })

  it('takes a pause for no silence, and the last response for the one that answers', () => {
    const metrics = measured(
      [
        [10, 'headers'],
        [5, 'bytes'],
        [0, 'pause'],
        [0, 'pause'],
        [30_000, 'resume'],
        [40, 'headers'],
        [10, 'bytes'],
        [0, 'text'],
        [100, 'bytes'],
        [0, 'text'],
      ],
      { endAfterMs: 0 },
    )
    expect(metrics).toMatchObject({
      headersMs: 30_055,
      firstByteMs: 30_065,
      pausedMs: 30_000,
      waitingMs: 65,
      pauses: 1,
      longestByteSilenceMs: 100,
      longestSilenceMs: 100,
      bytes: 30,
    })
    // The reader's support question needs the server's name for it, and not the server's words.
    expect(metrics.retries?.[0]).toEqual({
      kind: 'overloaded',
      message: 'Overloaded.',
      status: 503,
      requestId: 'r1',
      atMs: 15,
    })
  })

  it('adds up with what is known of the answer that it goes on with', () => {
    const first = measured([
      [100, 'headers'],
      [100, 'text'],
      [300, 'text'],
    ])
    const metrics = measured(
      [
        [50, 'headers'],
        [50, 'text'],
        [900, 'text'],
      ],
      { endAfterMs: 0, earlier: first },
    )
    expect(metrics).toEqual({
      headersMs: 100,
      firstTokenMs: 200,
      waitingMs: 300,
      writingMs: 1_200,
      // The first run was cut off: it is known as far as it was heard of.
      durationMs: 1_500,
      generatingMs: 1_200,
      longestSilenceMs: 900,
      deltas: 4,
      continuations: 1,
    })
  })

  const anyStory = fc.array(
    fc.tuple(fc.double({ min: 0, max: 100_000, noNaN: true }), fc.constantFrom(...(Object.keys(steps) as Step[]))),
  )

  it('has phases that make up the duration, whatever happens and however often it is read', () => {
    fc.assert(
      fc.property(anyStory, fc.double({ min: 0, max: 100_000, noNaN: true }), (story, endAfterMs) => {
        const metrics = measured(story, { endAfterMs })
        expect(phaseSum(metrics)).toBe(metrics.durationMs)
        expect(Math.max(metrics.longestSilenceMs ?? 0, metrics.longestByteSilenceMs ?? 0)).toBeLessThanOrEqual(
          metrics.durationMs ?? 0,
        )
      }),
    )
  })

  it('loses nothing of what was known when the worker dies in the middle', () => {
    fc.assert(
      fc.property(anyStory, fc.nat(), (story, cut) => {
        const before = story.slice(0, cut % (story.length + 1))
        const known = measured(before)
        const whole = measured(story, { endAfterMs: 1 })
        expect(known.durationMs).toBeUndefined()
        expect(durationOf(known)).toBeLessThanOrEqual(whole.durationMs ?? 0)
        expect(known.deltas ?? 0).toBeLessThanOrEqual(whole.deltas ?? 0)
        if (known.firstTokenMs !== undefined) expect(known.firstTokenMs).toBe(whole.firstTokenMs)
      }),
    )
  })

  it('sums runs that go on with one another to the sum of their durations', () => {
    fc.assert(
      fc.property(anyStory, anyStory, (one, other) => {
        const first = measured(one, { endAfterMs: 3 })
        const second = measured(other, { endAfterMs: 3 })
        const both = measured(other, { endAfterMs: 3, earlier: first })
        expect(both.durationMs).toBe((first.durationMs ?? 0) + (second.durationMs ?? 0))
        expect(phaseSum(both)).toBe(both.durationMs)
        expect(both.deltas ?? 0).toBe((first.deltas ?? 0) + (second.deltas ?? 0))
      }),
    )
  })
})
