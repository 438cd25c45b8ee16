import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toCsv } from '../../../components/markdown/csv'

/** A reader of RFC 4180. */
function rowsOf(csv: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (let at = 0; at < csv.length;) {
    const [whole = '', quoted, bare = '', end = ''] = /("(?:[^"]|"")*")?([^,\r\n"]*)(,|\r\n)/y.exec(csv.slice(at)) ?? []
    if (whole === '') throw new Error(`not CSV: ${csv.slice(at)}`)
    row.push(quoted === undefined ? bare : quoted.slice(1, -1).replaceAll('""', '"'))
    if (end === '\r\n') {
      rows.push(row)
      row = []
    }
    at += whole.length
  }
  return rows
}

describe('a table as CSV', () => {
  it('quotes what has to be quoted, and nothing else', () => {
    expect(
      toCsv([
        ['a', 'b, c'],
        ['say "x"', '1\n2'],
      ]),
    ).toBe('a,"b, c"\r\n"say ""x""","1\n2"\r\n')
  })

  it.each(['=1+1', '+cmd', '-x', '@SUM(A1)', '=HYPERLINK("https://evil.example","x")'])(
    'lets no cell run: %s',
    (text) => {
      expect(rowsOf(toCsv([[text]]))[0]?.[0]).toBe(`'${text}`)
    },
  )

  it.each(['-5', '+3.2', '-1,234.50', '-12 %', '-3€', '-', '12'])('leaves a number alone: %s', (text) => {
    expect(rowsOf(toCsv([[text]]))[0]?.[0]).toBe(text)
  })

  it('comes back as it was', () => {
    const text = fc.string().map((value) =>
      value
        .replace(/\r\n?/g, '\n')
        .trim()
        .replace(/^[=+\-@\s]+/, ''),
    )
    fc.assert(
      fc.property(fc.array(fc.array(text, { minLength: 1, maxLength: 4 }), { minLength: 1 }), (rows) => {
        expect(rowsOf(toCsv(rows))).toEqual(rows)
      }),
    )
  })
})
