import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cassetteFromFile, cassetteToFile } from '../../../lib/chat/cassette-file'
import { cassetteOf, exchange } from '../../helpers/tape'

const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte)
const cassette = cassetteOf([
  exchange({ response: { status: 503, ms: 2, headers: { 'retry-after': '1' }, chunks: [] } }),
  exchange({ response: { status: 200, ms: 2, headers: {}, chunks: [{ ms: 4, bytes }] }, end: 'left', cut: true }),
])

function problemWith(text: string): string {
  const found = cassetteFromFile(text)
  if ('cassette' in found) throw new Error('It was taken.')
  return found.problem
}

/** The file's text after a change to its value. */
function changed(change: (file: { version: number; exchanges: Record<string, unknown>[] }) => void): string {
  const file = JSON.parse(cassetteToFile(cassette, { withQuestion: true })) as never
  change(file)
  return JSON.stringify(file)
}

describe('the file of a recording', () => {
  it('keeps every byte', () => {
    expect(cassetteFromFile(cassetteToFile(cassette, { withQuestion: true }))).toEqual({ cassette })
  })

  it('keeps bodies of any size and content', () => {
    const some = fc.uint8Array({ size: 'xlarge', maxLength: 30_000 })
    fc.assert(
      fc.property(fc.array(some, { maxLength: 5 }), (pieces) => {
        const chunks = pieces.map((piece, index) => ({ ms: index, bytes: Uint8Array.from(piece) }))
        const held = cassetteOf([exchange({ response: { status: 200, ms: 0, headers: {}, chunks } })])
        expect(cassetteFromFile(cassetteToFile(held, { withQuestion: true }))).toEqual({ cassette: held })
      }),
      { numRuns: 50 },
    )
  })

  it('leaves out what was asked, but not how much it was', () => {
    const file = cassetteToFile(
      cassetteOf([exchange({ request: { method: 'POST', path: '/v1', bytes: 9, body: 'a secret' } })]),
      {
        withQuestion: false,
      },
    )
    expect(file).not.toContain('a secret')
    expect(cassetteFromFile(file)).toMatchObject({
      cassette: { exchanges: [{ request: { method: 'POST', path: '/v1', bytes: 9 } }] },
    })
  })

  it.each<[string, string, RegExp]>([
    ['half a file', cassetteToFile(cassette, { withQuestion: true }).slice(0, -40), /cut off/],
    ['no JSON at all', 'data: hello', /not JSON/],
    ['the JSON of something else', '{"name":"gloss"}', /no recording of Gloss/],
    ['a file of a later version', changed((file) => (file.version = 2)), /version 2, which needs a newer Gloss/],
    ['no exchange', changed((file) => (file.exchanges = [])), /exchanges: It holds no request/],
    [
      'bytes that are none',
      changed((file) => (file.exchanges[1] = exchange({ response: { chunks: [[1, 'a*b']] } as never }))),
      /damaged at exchanges\.1\.response/,
    ],
    ['an end that is none', changed((file) => (file.exchanges[0] = { ...file.exchanges[0], end: '?' })), /0\.end/],
    [
      'a header that would split the response',
      changed((file) => {
        const response = { status: 200, ms: 0, headers: { 'content-type': 'a\r\nset-cookie: b' }, chunks: [] }
        file.exchanges[0] = { ...file.exchanges[0], response }
      }),
      /0\.response\.headers/,
    ],
  ])('refuses %s in one sentence', (_, text, sentence) => {
    expect(problemWith(text)).toMatch(sentence)
  })

  it('refuses whatever else is damaged, and never throws', () => {
    const whole = cassetteToFile(cassette, { withQuestion: true })
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.string({ maxLength: 3 }), (at, junk) => {
        const found = cassetteFromFile(whole.slice(0, at) + junk + whole.slice(at + 1))
        expect('cassette' in found || found.problem.length > 10).toBe(true)
      }),
    )
  })
})
