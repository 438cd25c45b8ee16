import type { Display } from '../../../scripts/lib/display.ts'
import { WordServer } from '../../e2e/harness/word-server.ts'
import { heapOf } from './cost.ts'
import { median, quantile, sum } from './numbers.ts'
import { stream, type Pace, type Streamed } from './streaming.ts'
import { Bench, type Opened, type Subject } from './subjects.ts'

/** One figure of one subject. */
export type Figure = { measure: string; unit: 'ms' | 's' | 'MB' | '%' | 'frames a second' | ''; value: number }

const frameMs = 1_000 / 60

/** Everything that is measured of both. */
export async function measure(subject: Subject, display: Display, rounds: number): Promise<Figure[]> {
  const server = await WordServer.start(() => performance.timeOrigin + performance.now())
  try {
    const bench = await Bench.start(subject, display, server.baseUrl)
    try {
      return [...(await opening(bench, rounds)), ...(await answers(bench, subject, server))]
    } finally {
      await bench.stop()
    }
  } finally {
    await server.stop()
  }
}

async function opening(bench: Bench, rounds: number): Promise<Figure[]> {
  const first = await bench.open()
  const usable: number[] = []
  const whole: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one page at a time is what is measured
    const opened = await bench.open()
    usable.push(opened.usableMs)
    whole.push(opened.wholeMs)
    // oxlint-disable-next-line no-await-in-loop
    await opened.page.close()
  }
  const heap = await heapOf(first.session)
  await first.page.close()
  return [
    { measure: 'first open on a new profile, until one can type', unit: 'ms', value: first.usableMs },
    { measure: 'first open on a new profile, until all of it stands', unit: 'ms', value: first.wholeMs },
    { measure: 'open, until one can type', unit: 'ms', value: median(usable) },
    { measure: 'open, until all of it stands', unit: 'ms', value: median(whole) },
    { measure: 'heap after opening', unit: 'MB', value: heap },
  ]
}

async function answers(bench: Bench, subject: Subject, server: WordServer): Promise<Figure[]> {
  const setUp = await bench.open()
  await subject.setUp(setUp.page, server.baseUrl)
  await setUp.page.close()
  /** Each answer in a page of its own: what watched the one before would be measured too. */
  const watch = async (...paces: Pace[]): Promise<Streamed[]> => {
    const opened = await bench.open()
    await subject.newChat(opened.page)
    const seen: Streamed[] = []
    // oxlint-disable-next-line no-await-in-loop -- one answer after the other is what is measured
    for (const pace of paces) seen.push(await stream(opened, subject, server, pace))
    await opened.page.close()
    return seen
  }
  const one = async (pace: Pace): Promise<Streamed> => {
    const [seen] = await watch(pace)
    if (!seen) throw new Error('Nothing was measured.')
    return seen
  }
  const idle = await one({ tag: 'idle', tokens: 200, paceMs: 50 })
  const later = (await watch(...[1, 2, 3, 4, 5].map((turn) => ({ tag: `turn${turn}`, tokens: 20, paceMs: 20 })))).slice(
    1,
  )
  const slow = await one({ tag: 'slow', tokens: 1_000, paceMs: 20 })
  const fast = await one({ tag: 'fast', tokens: 5_000, paceMs: 5 })
  const small = await one({ tag: 'small', tokens: 1_000, paceMs: 0 })
  const flood = await one({ tag: 'flood', tokens: 20_000, paceMs: 0 })
  const typed: Streamed[] = []
  for (const keysAfter of [500, 2_000, 4_000]) {
    // oxlint-disable-next-line no-await-in-loop
    typed.push(await one({ tag: `keys${keysAfter}`, tokens: keysAfter + 300, paceMs: 10, keysAfter }))
  }
  const last = await bench.open()
  const medianOf = (pick: (streamed: Streamed) => number): number => median(later.map(pick))
  return [
    { measure: 'Enter → request at the server, first question', unit: 'ms', value: idle.requestMs },
    {
      measure: 'Enter → request at the server, next question',
      unit: 'ms',
      value: medianOf(({ requestMs }) => requestMs),
    },
    { measure: 'Enter → own words on the screen', unit: 'ms', value: medianOf(({ ownWordsMs }) => ownWordsMs) },
    { measure: 'first delta → document', unit: 'ms', value: medianOf(({ lags: [first = Number.NaN] }) => first) },
    { measure: 'delta → document at 20 a second, median', unit: 'ms', value: median(idle.lags) },
    { measure: 'delta → document at 20 a second, p95', unit: 'ms', value: quantile(idle.lags, 0.95) },
    ...streamed('1,000 tokens at 50 a second', slow),
    ...streamed('5,000 tokens at 200 a second', fast),
    { measure: '20,000 tokens at once: main thread', unit: 's', value: flood.cost.task / 1_000 },
    { measure: '20,000 tokens at once: lag of the last', unit: 'ms', value: flood.lags.at(-1) ?? Number.NaN },
    { measure: '20,000 tokens at once: longest task', unit: 'ms', value: Math.max(0, ...flood.readings.longTasks) },
    { measure: 'cost of a token at 20,000 against 1,000', unit: '', value: flood.cost.task / 20 / small.cost.task },
    ...typed.map(({ readings }, index) => ({
      measure: `key → frame while tokens come at 100 a second, after ${[500, 2_000, 4_000][index]}, median`,
      unit: 'ms' as const,
      value: median(readings.keys),
    })),
    ...(await stopping(last, subject, server)),
  ]
}

function streamed(name: string, { cost, wallMs, lags, readings }: Streamed): Figure[] {
  const frames = readings.frames.slice(2)
  const dropped = sum(frames.map((gap) => Math.max(0, Math.round(gap / frameMs) - 1)))
  return [
    { measure: `${name}: main thread`, unit: 's', value: cost.task / 1_000 },
    { measure: `${name}: of it script`, unit: 's', value: cost.script / 1_000 },
    { measure: `${name}: of it layout and style`, unit: 's', value: (cost.layout + cost.style) / 1_000 },
    { measure: `${name}: busy`, unit: '%', value: (cost.task / wallMs) * 100 },
    { measure: `${name}: frames`, unit: 'frames a second', value: (frames.length / sum(frames)) * 1_000 },
    { measure: `${name}: dropped frames`, unit: '', value: dropped },
    { measure: `${name}: long tasks`, unit: '', value: readings.longTasks.length },
    { measure: `${name}: longest task`, unit: 'ms', value: Math.max(0, ...readings.longTasks) },
    { measure: `${name}: lag, median`, unit: 'ms', value: median(lags) },
    { measure: `${name}: lag, p95`, unit: 'ms', value: quantile(lags, 0.95) },
    { measure: `${name}: layout shift`, unit: '', value: readings.layoutShift },
  ]
}

async function stopping({ page }: Opened, { composer, stop }: Subject, server: WordServer): Promise<Figure[]> {
  server.script({ pieces: (of) => Array.from({ length: 2_000 }, (_, index) => `${of}w${index} `), paceMs: 10 })
  await page.locator(composer).fill('stop please')
  await page.locator(composer).press('Enter')
  await server.until('stop', ({ sentAt }) => sentAt.length > 50)
  const pressedAt = await page.locator(stop).evaluate((button) => {
    const at = performance.timeOrigin + performance.now()
    if (button instanceof HTMLElement) button.click()
    return at
  })
  const { closedAt = Number.NaN } = await server.until('stop', ({ closedAt: at }) => at !== undefined)
  return [{ measure: 'Stop → the server sees the line closed', unit: 'ms', value: closedAt - pressedAt }]
}
