import { readPng, writePng } from './png.ts'

export type Colour = readonly [red: number, green: number, blue: number]

/** So far apart in each channel may two colours be that are taken for one: nobody sees it, and no comparison minds. */
const near = 6
/** What a picture with a palette can have. */
const most = 256

/** The colours that stand for all of a picture: what there is much of stays as it is, and what is rare has one near to it. */
export function fewColours(counted: readonly (readonly [count: number, colour: Colour])[]): Colour[] {
  const chosen: Colour[] = []
  for (const [, colour] of counted.toSorted(([one], [other]) => other - one)) {
    if (chosen.length === most) break
    if (!chosen.some((one) => one.every((value, channel) => Math.abs(value - (colour[channel] ?? 0)) <= near)))
      chosen.push(colour)
  }
  return chosen
}

/** The PNG of a browser, written anew with few colours: a third of its size. */
export function withFewColours(file: Buffer): Buffer {
  const { width, height, points } = readPng(file)
  const counts = new Map<number, number>()
  const colourAt = (place: number): number =>
    ((points[place * 3] ?? 0) << 16) | ((points[place * 3 + 1] ?? 0) << 8) | (points[place * 3 + 2] ?? 0)
  for (let place = 0; place < width * height; place += 1) {
    const colour = colourAt(place)
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const chosen = fewColours([...counts].map(([colour, count]) => [count, channelsOf(colour)]))
  const standsFor = new Map([...counts.keys()].map((colour) => [colour, nearestTo(channelsOf(colour), chosen)]))
  const indexes = Uint8Array.from({ length: width * height }, (_, place) => standsFor.get(colourAt(place)) ?? 0)
  return writePng(width, height, indexes, Uint8Array.from(chosen.flat()))
}

function nearestTo(colour: Colour, chosen: readonly Colour[]): number {
  const distances = chosen.map((one) =>
    one.reduce((sum, value, channel) => sum + (value - (colour[channel] ?? 0)) ** 2, 0),
  )
  return distances.indexOf(Math.min(...distances))
}

function channelsOf(colour: number): Colour {
  return [colour >> 16, (colour >> 8) & 255, colour & 255]
}
