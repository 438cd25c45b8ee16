import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isKept, toggled, trimPartsOf } from '../../../components/context/trim-parts'
import type { TextRange } from '../../../lib/chat/attachment'

const text = '# One\n\nText.\n\n## Under one\n\nMore.\n\n# Two\n\nEnd.\n'
const titles = (cuts: readonly TextRange[]) =>
  trimPartsOf(text)
    .filter((part) => isKept(part, cuts))
    .map(({ title }) => title)

describe('the parts that a text is trimmed by', () => {
  it('are the whole text, in order', () => {
    const block = fc.constantFrom(
      '# A\n',
      '## B\n',
      'Words and words.\n\n',
      `${'long sentence here. '.repeat(900)}\n\n`,
    )
    fc.assert(
      fc.property(fc.array(block, { maxLength: 12 }), (blocks) => {
        const whole = blocks.join('')
        expect(
          trimPartsOf(whole)
            .map(({ from, to }) => whole.slice(from, to))
            .join(''),
        ).toBe(whole)
      }),
      { numRuns: 30 },
    )
  })

  it('go with what stands under them', () => {
    const parts = trimPartsOf(text)
    const cuts = toggled(parts, 0, [], text.length)
    expect(titles(cuts)).toEqual(['Two'])
    expect(titles(toggled(parts, 1, cuts, text.length))).toEqual(['Under one', 'Two'])
    expect(titles(toggled(parts, 0, cuts, text.length))).toEqual(['One', 'Under one', 'Two'])
  })

  it('are taken back by a second click, whatever was cut before', () => {
    const parts = trimPartsOf(text)
    fc.assert(
      fc.property(fc.subarray([0, 1, 2]), fc.nat(2), (cut, index) => {
        const before = cut.reduce<readonly TextRange[]>((cuts, at) => {
          const one = parts[at]
          return one && isKept(one, cuts) ? toggled(parts, at, cuts, text.length) : cuts
        }, [])
        const part = parts[index]
        if (!part || !isKept(part, before)) return
        const twice = toggled(parts, index, toggled(parts, index, before, text.length), text.length)
        expect(isKept(part, twice)).toBe(true)
      }),
    )
  })

  it('are not thousands, and still the whole text', () => {
    const book = Array.from({ length: 3_000 }, (_, at) => `## Section ${at}\n\nWords.\n`).join('\n')
    const parts = trimPartsOf(book)
    expect(parts.length).toBeLessThanOrEqual(401)
    expect(parts.map(({ from, to }) => book.slice(from, to)).join('')).toBe(book)
    expect(parts[0]?.title).toMatch(/^Section 0 … Section \d+$/)
    const cuts = toggled(parts, 0, [], book.length)
    expect(parts.filter((part) => !isKept(part, cuts))).toHaveLength(1)
  })

  it('are pieces of a long section, which go with its heading', () => {
    const long = `# Long\n\n${'A sentence of some words. '.repeat(2_000)}\n\n# Short\n\nEnd.`
    const parts = trimPartsOf(long)
    expect(parts.length).toBeGreaterThan(4)
    for (const part of parts) expect(part.tokens).toBeLessThanOrEqual(2_000)
    const cuts = toggled(parts, 0, [], long.length)
    expect(parts.filter((part) => isKept(part, cuts)).map(({ title }) => title)).toEqual(['Short'])
  })
})
