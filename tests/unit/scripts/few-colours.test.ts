import { describe, expect, it } from 'vitest'
import { fewColours, type Colour } from '../../../scripts/lib/few-colours'

describe('the few colours of a picture', () => {
  it('keep what there is most of as it is, and leave out what nobody can tell from it', () => {
    const paper: Colour = [251, 250, 247]
    const ink: Colour = [30, 35, 34]
    expect(
      fewColours([
        [3, [249, 250, 250]],
        [40, ink],
        [900, paper],
      ]),
    ).toEqual([paper, ink])
  })

  it('have one near to each that is rare', () => {
    const rare: Colour = [163, 41, 31]
    const greys = Array.from({ length: 64 }, (_, index) => [100, [index * 4, index * 4, index * 4]] as const)
    expect(fewColours([...greys, [1, rare]])).toContain(rare)
  })

  it('are no more than a palette holds', () => {
    const all = Array.from({ length: 1_000 }, (_, index) => {
      const colour: Colour = [(index % 10) * 25, (Math.floor(index / 10) % 10) * 25, Math.floor(index / 100) * 25]
      return [index, colour] as const
    })
    expect(fewColours(all)).toHaveLength(256)
  })
})
