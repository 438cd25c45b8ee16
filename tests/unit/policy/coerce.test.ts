import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coerceNumber, coerceObject, coerceStops, coerceWhole, stopsText } from '../../../lib/policy/coerce'
import { describeFault } from '../../../lib/policy/json-fault'

describe('coerceNumber', () => {
  it.each<[string, number | undefined]>([
    ['', undefined],
    ['   ', undefined],
    ['0', 0],
    ['0.7', 0.7],
    [' 0.7 ', 0.7],
    ['0,7', 0.7],
    ['.7', 0.7],
    [',7', 0.7],
    ['1.', 1],
    ['+1', 1],
    ['-1', -1],
    ['−0,5', -0.5],
    ['1e3', 1000],
    ['5E-1', 0.5],
    ['007', 7],
  ])('reads %j as %j', (text, value) => {
    expect(coerceNumber(text)).toEqual({ ok: true, value })
  })

  it.each(['hot', '0.7.1', '1,000.5', '0x10', 'Infinity', 'NaN', '1e', '--1', '1 2', '٠٫٧', '1e999', 'null', '.'])(
    'refuses %j and names it',
    (text) => {
      expect(coerceNumber(text)).toEqual({ ok: false, problem: `“${text}” is not a number.` })
    },
  )

  it('reads every finite number as it is written', () => {
    fc.assert(
      // Not minus nothing: it is written without its sign.
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
        (value) => {
          expect(coerceNumber(String(value))).toEqual({ ok: true, value })
        },
      ),
    )
  })
})

describe('coerceWhole', () => {
  it.each<[string, number | undefined]>([
    ['', undefined],
    [' 800 ', 800],
    ['1e3', 1000],
    ['1,000', 1000],
    ['1.000', 1000],
    ['1 000', 1000],
    ['1\u202F000', 1000],
    ['1’000’000', 1_000_000],
    ['16_000', 16_000],
    ['12.0', 12],
  ])('reads %j as %j', (text, value) => {
    expect(coerceWhole(text)).toEqual({ ok: true, value })
  })

  it.each(['1,5', '0.5', '1,000.5', '1,00,000', 'many'])('refuses %j', (text) => {
    expect(coerceWhole(text).ok).toBe(false)
  })
})

describe('coerceStops', () => {
  it('reads one sequence a line, with its escapes, and no empty ones', () => {
    expect(coerceStops('###\n\n\\n\\n\r\nUser:\\t\n\\\\n\n\\d')).toEqual(['###', '\n\n', 'User:\t', '\\n', '\\d'])
    expect(coerceStops('')).toEqual([])
  })

  it('reads back whatever was written', () => {
    const sequence = fc.string({ minLength: 1, unit: fc.constantFrom('a', '\n', '\r', '\t', '\\', 'n', ' ') })
    fc.assert(
      fc.property(fc.array(sequence), (stop) => {
        expect(coerceStops(stopsText(stop))).toEqual(stop)
      }),
    )
  })
})

describe('coerceObject', () => {
  it('takes an object, and nothing for nothing', () => {
    expect(coerceObject(' {"seed": 7, "a": {"b": [1]}} ')).toEqual({ ok: true, value: { seed: 7, a: { b: [1] } } })
    expect(coerceObject(' \n')).toEqual({ ok: true, value: undefined })
    expect(coerceObject('{}')).toEqual({ ok: true, value: undefined })
  })

  it.each(['[1]', '7', 'null', '"seed"'])('refuses %s, which is no object', (text) => {
    expect(coerceObject(text)).toEqual({ ok: false, problem: 'This has to be an object: {"name": value}.' })
  })

  it.each([
    ['{"seed": 7', 'The JSON ends too early, at line 1, column 11: a comma or } is missing.'],
    ['{seed: 7}', 'This is not JSON at line 1, column 2: a name in double quotes was expected.'],
    ['{\n  "seed": 7,\n}', 'This is not JSON at line 3, column 1: a name in double quotes was expected.'],
    ['{"a" 1}', 'This is not JSON at line 1, column 6: a colon was expected.'],
    ['{"a": 1 "b": 2}', 'This is not JSON at line 1, column 9: a comma or } was expected.'],
    ['{"a": x}', 'This is not JSON at line 1, column 7: a value was expected.'],
    ['{"a": "x}', 'This is not JSON at line 1, column 7: a well-formed text in double quotes was expected.'],
    ['{"a": 1} {', 'This is not JSON at line 1, column 10: the end was expected.'],
  ])('says where %j goes wrong', (text, problem) => {
    expect(coerceObject(text)).toEqual({ ok: false, problem })
  })
})

describe('describeFault', () => {
  it('finds a fault exactly where the browser finds one', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"a"',
      '"',
      '1',
      '-',
      '01',
      '1.',
      '1e5',
      'true',
      'null',
      ' ',
      '\n',
      '\\',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 9 }), (parts) => {
        const text = parts.join('')
        expect(describeFault(text) === undefined, text).toBe(isJson(text))
      }),
      { numRuns: 3_000 },
    )
  })

  it('has none with what was written by a machine', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(describeFault(JSON.stringify(value, null, 2))).toBeUndefined()
      }),
    )
  })

  it('survives nesting that nobody writes', () => {
    expect(describeFault('['.repeat(100_000))).toContain('less nesting')
  })
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
