import fc from 'fast-check'
import { plantedKey } from './planted-key'

/** One thing done to a body. Places are parts of a thousand of it, so that they survive when it shrinks. */
export type Mutation =
  | { kind: 'delete' | 'duplicate'; at: number; length: number }
  | { kind: 'insert'; at: number; text: string }
  | { kind: 'repeat'; at: number; text: string; times: number }
  | { kind: 'nest'; at: number; depth: number; open: '[' | '{"a":' }
  | { kind: 'flip'; at: number; bit: number }
  | { kind: 'truncate'; at: number }
  | { kind: 'swap-lines' | 'drop-line' | 'repeat-line'; at: number; other: number }
  | { kind: 'retype'; line: number; path: number; value: string }

/** What servers, go-betweens and villains put where it does not belong. */
const junk = [
  '\n',
  '\r',
  '\r\n\r\n',
  '\u0000',
  '\uFEFF',
  '\u2028',
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  'data:',
  'data: [DONE]\n\n',
  'data: [done]',
  'data\n\n',
  'data: {}\n\n',
  'data: null\n\n',
  'data: "words"\n\n',
  ': comment\n\n',
  'event: error\n',
  'event: ping\ndata: {}\n\n',
  'id: 1\nretry: 0\n',
  'error: {"message":"x"}\n',
  '{"error":{"message":"over capacity","code":503}}\n',
  'data: {"error":"x"}\n\n',
  'data: {"type":"error"}\n\n',
  '<!doctype html><title>Sign in</title>',
  '<think>',
  '</think>',
  '\\ud83d',
  '\\ude00',
  '😀',
  '\u00e9',
  '__proto__',
  plantedKey,
]

/** JSON texts of every type, and of some that nobody expects. */
const values = [
  'null',
  'true',
  '0',
  '-1',
  '1e999',
  '1e-7',
  '""',
  '"x"',
  '[]',
  '[null]',
  '[[]]',
  '{}',
  '{"type":"text","text":3}',
  '{"__proto__":{"a":1}}',
  '{"toString":null,"valueOf":null}',
  '"error"',
  '"constructor"',
  '"__proto__"',
  `"${plantedKey}"`,
]

/** Deeper than functions that call themselves may go. */
const deep = '['.repeat(15_000) + ']'.repeat(15_000)

const place = fc.nat(1_000)
const anyText = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...junk) }, fc.string({ maxLength: 12 }))

export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ kind: fc.constantFrom('delete', 'duplicate'), at: place, length: fc.nat(60) }) },
  { weight: 15, arbitrary: fc.record({ kind: fc.constant('insert'), at: place, text: anyText }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('flip'), at: place, bit: fc.nat(7) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('truncate'), at: place }) },
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constantFrom('swap-lines', 'drop-line', 'repeat-line'),
      at: place,
      other: place,
    }),
  },
  {
    weight: 30,
    arbitrary: fc.record({
      kind: fc.constant('retype'),
      line: place,
      path: fc.nat(10_000),
      value: fc.oneof(
        { weight: 100, arbitrary: fc.constantFrom(...values) },
        { weight: 1, arbitrary: fc.constant(deep) },
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('repeat'),
      at: place,
      text: anyText,
      times: fc.constantFrom(100, 20_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('nest'),
      at: place,
      depth: fc.constantFrom(100, 10_000),
      open: fc.constantFrom('[', '{"a":'),
    }),
  },
)

export function mutate(body: string, one: Mutation): string {
  switch (one.kind) {
    case 'delete':
      return splice(body, one.at, one.length, '')
    case 'duplicate': {
      const at = placeIn(body, one.at)
      return splice(body, one.at, 0, body.slice(at, at + one.length))
    }
    case 'insert':
      return splice(body, one.at, 0, one.text)
    case 'repeat':
      return splice(body, one.at, 0, one.text.repeat(one.times))
    case 'nest':
      return splice(body, one.at, 0, one.open.repeat(one.depth))
    case 'flip': {
      const at = placeIn(body, one.at)
      return splice(body, one.at, 1, String.fromCharCode(body.charCodeAt(at) ^ (1 << one.bit)))
    }
    case 'truncate':
      return body.slice(0, placeIn(body, one.at))
    case 'retype':
      return retype(body, one)
    default:
      return shuffle(body, one)
  }
}

function placeIn(body: string, at: number): number {
  return Math.floor((body.length * at) / 1_000)
}

function splice(body: string, at: number, length: number, text: string): string {
  const start = placeIn(body, at)
  return body.slice(0, start) + text + body.slice(start + length)
}

function shuffle(body: string, { kind, at, other }: Extract<Mutation, { other: number }>): string {
  const lines = body.split('\n')
  const [one, two] = [at, other].map((part) => Math.floor(((lines.length - 1) * part) / 1_000))
  const [first = '', second = ''] = [lines[one ?? 0], lines[two ?? 0]]
  if (kind === 'swap-lines') {
    lines[one ?? 0] = second
    lines[two ?? 0] = first
  } else if (kind === 'drop-line') lines.splice(one ?? 0, 1)
  else lines.splice(two ?? 0, 0, first)
  return lines.join('\n')
}

/** Puts another value in the place of any one of the values in a line of JSON, or in a body that is all JSON. */
function retype(body: string, { line, path, value }: Extract<Mutation, { kind: 'retype' }>): string {
  const whole = retyped(body, path, value)
  if (whole !== undefined) return whole
  const lines = body.split('\n')
  const holding = lines.flatMap((one, index) => (/[{[]/.test(one) ? [index] : []))
  const index = holding[Math.floor(((holding.length - 1) * line) / 1_000)]
  if (index === undefined) return body
  const [, prefix = '', json = ''] = /^(data: ?)?(.*)$/s.exec(lines[index] ?? '') ?? []
  lines[index] = prefix + (retyped(json, path, value) ?? json)
  return lines.join('\n')
}

function retyped(json: string, path: number, value: string): string | undefined {
  let count = 0
  const total = countValues(json)
  if (total === undefined) return undefined
  const chosen = path % total
  const mark = `\u0001${chosen}\u0001`
  const parsed = JSON.parse(json, (_, one: unknown) => (count++ === chosen ? mark : one)) as unknown
  return JSON.stringify(parsed).replace(JSON.stringify(mark), () => value)
}

function countValues(json: string): number | undefined {
  let count = 0
  try {
    JSON.parse(json, (_, one: unknown) => {
      count++
      return one
    })
    return count
  } catch {
    return undefined
  }
}
