import type { Figure } from './measures.ts'

/** What every measure is held against; where there is none, less is better and no more is said. */
const goals: Record<string, string> = {
  'first open on a new profile, until one can type': '≤ 250',
  'open, until one can type': '≤ 110, and 2.5 × the floor',
  'heap after opening': '≤ 7',
  'Enter → request at the server, first question': '≤ 12',
  'Enter → request at the server, next question': '≤ 12',
  'Enter → own words on the screen': '≤ 17',
  'first delta → document': '≤ 5',
  'delta → document at 20 a second, median': '≤ 8',
  'delta → document at 20 a second, p95': '≤ the floor and a frame',
  '1,000 tokens at 50 a second: main thread': '≤ 1.0',
  '1,000 tokens at 50 a second: busy': '≤ 5',
  '1,000 tokens at 50 a second: lag, median': '≤ 17',
  '1,000 tokens at 50 a second: lag, p95': '≤ 34',
  '5,000 tokens at 200 a second: main thread': '≤ 2.0',
  '5,000 tokens at 200 a second: frames': '≥ 58',
  '5,000 tokens at 200 a second: dropped frames': '≤ 15',
  '5,000 tokens at 200 a second: long tasks': '0',
  '5,000 tokens at 200 a second: lag, median': '≤ 17',
  '5,000 tokens at 200 a second: lag, p95': '≤ 34',
  '5,000 tokens at 200 a second: layout shift': '0',
  '20,000 tokens at once: main thread': '≤ 1.5',
  '20,000 tokens at once: lag of the last': '≤ 700',
  '20,000 tokens at once: longest task': '≤ 50',
  'cost of a token at 20,000 against 1,000': '≤ 1.3',
  'Stop → the server sees the line closed': '≤ 50',
  'opening 200 stored messages: click → painted': '≤ 100',
  'opening 200 stored messages: elements': '≤ 6,000',
  'opening 200 stored messages: heap': '≤ 25',
}

/** The figures side by side, with how many times the floor ours are. */
export function tableOf(ours: readonly Figure[], floors: readonly Figure[]): string {
  const floorOf = new Map(floors.map(({ measure, value }) => [measure, value]))
  const rows = ours.map(({ measure, unit, value }) => {
    const floor = floorOf.get(measure)
    const ratio = floor === undefined || floor === 0 ? '' : (value / floor).toFixed(1)
    return `| ${[`${measure}${unit === '' ? '' : ` (${unit})`}`, shown(value), shown(floor), ratio, goals[measure] ?? ''].join(' | ')} |`
  })
  return ['| measure | Gloss | floor | × floor | goal |', '| --- | --- | --- | --- | --- |', ...rows].join('\n')
}

function shown(value: number | undefined): string {
  if (value === undefined) return ''
  if (!Number.isFinite(value)) return '–'
  return value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 10 ? 2 : 0 })
}
