import { describe, expect, it } from 'vitest'
import { Growth } from '../../../components/markdown/use-growing-text'

const lines = (count: number): string => 'A line of some words.\n'.repeat(count)

describe('a growing text', () => {
  it('is drawn whole where it was there from the start, and while it grows at the pace of a model', () => {
    const text = lines(5_000)
    const growth = new Growth(text.length)
    expect(growth.update(text)).toBe(text)
    expect(growth.update(`${text}more`)).toBe(`${text}more`)
  })

  it('is drawn in several pictures where it comes in a flood, cut between lines, to its very end', () => {
    const text = `${lines(5_000)}the end`
    const growth = new Growth(0)
    const pictures: string[] = []
    do pictures.push(growth.update(text))
    while ((pictures.at(-1)?.length ?? 0) < text.length)
    expect(pictures.at(-1)).toBe(text)
    expect(pictures.length).toBeGreaterThan(5)
    for (const [index, drawn] of pictures.entries()) {
      expect(text.startsWith(drawn)).toBe(true)
      expect(drawn.length - (pictures[index - 1]?.length ?? 0)).toBeLessThanOrEqual(16_000)
      if (drawn !== text) expect(drawn.endsWith('\n')).toBe(true)
    }
  })

  it('is drawn on also where no line ends, and anew where it became another text', () => {
    const growth = new Growth(0)
    expect(growth.update('x'.repeat(40_000))).toHaveLength(16_000)
    expect(growth.update('x'.repeat(40_000))).toHaveLength(32_000)
    expect(growth.update('short')).toBe('short')
  })
})
