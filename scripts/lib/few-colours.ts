import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runProgram } from './program.ts'

export type Colour = readonly [red: number, green: number, blue: number]

/** So far apart in one channel may two colours be that are taken for one: nobody sees it, and no comparison minds. */
const near = 10
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

/**
 * Writes a picture of a screen anew with few colours, which makes a third of its size.
 * @throws {Error} with what ImageMagick said.
 */
export async function reduceColours(path: string): Promise<void> {
  const histogram = await imageMagick([path, '-depth', '8', '-format', '%c', 'histogram:info:-'])
  const counted = [...histogram.matchAll(/^\s*(\d+): .*#([\dA-F]{6})/gm)].map(
    ([, count, hex = '']) => [Number(count), channels(hex)] as const,
  )
  const chosen = fewColours(counted)
  const folder = await mkdtemp(join(tmpdir(), 'gloss-colours-'))
  try {
    const palette = join(folder, 'palette.ppm')
    await writeFile(palette, `P3 ${chosen.length} 1 255\n${chosen.map((colour) => colour.join(' ')).join('\n')}\n`)
    const smallest = ['-strip', '-define', 'png:compression-level=9', '-define', 'png:compression-filter=0']
    await imageMagick([path, '+dither', '-remap', palette, ...smallest, `PNG8:${path}`])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function channels(hex: string): Colour {
  const value = Number.parseInt(hex, 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

async function imageMagick(parameters: readonly string[]): Promise<string> {
  const { ok, output } = await runProgram(['convert', ...parameters])
  if (!ok) throw new Error(`ImageMagick could not work on ${parameters[0]}: ${output}`)
  return output
}
