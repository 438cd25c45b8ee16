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

  it('is drawn in steps where it comes in a flood, cut between lines, to its very end', () => {
    const text = `${lines(5_000)}the end`
    const steps = [...stepsOf(new Growth(0), text)]
    expect(steps.at(-1)).toBe(text)
    expect(steps.length).toBeGreaterThan(5)
    for (const [index, drawn] of steps.entries()) {
      expect(text.startsWith(drawn)).toBe(true)
      expect(drawn.length - (steps[index - 1]?.length ?? 0)).toBeLessThanOrEqual(14_000)
      if (drawn !== text) expect(drawn.endsWith('\n')).toBe(true)
    }
  })

  it('draws nothing more of a flood between two steps, whatever comes, and then at its pace again', () => {
    const growth = new Growth(0)
    expect(growth.update(lines(1_000))).toBe('')
    growth.step()
    const drawn = growth.update(lines(1_000))
    expect(drawn.length).toBeGreaterThan(1_000)
    expect(growth.update(lines(1_000))).toBe(drawn)
    expect(growth.update(lines(1_001))).toBe(drawn)
    const all = [...stepsOf(growth, lines(1_001))].at(-1) ?? ''
    expect(growth.update(`${all}more`)).toBe(`${all}more`)
  })

  it('is drawn on also where no line ends, and anew where it became another text', () => {
    const growth = new Growth(0)
    const [first = '', second = ''] = stepsOf(growth, 'x'.repeat(40_000))
    expect(first.length).toBeGreaterThan(0)
    expect(second.length).toBeGreaterThan(first.length)
    expect(growth.update('short')).toBe('short')
  })
})

function* stepsOf(growth: Growth, text: string): Generator<string> {
  for (let drawn = growth.update(text); drawn.length < text.length;) {
    growth.step()
    drawn = growth.update(text)
    yield drawn
  }
}
