/** Red, green, blue from 0 to 255 and opacity from 0 to 1. */
type Colour = readonly [red: number, green: number, blue: number, alpha: number]

/** Largest difference per channel at which text is lost on its background: #f4f4f4 on white is at the border. */
const indistinguishable = 12

/** A computed colour; undefined for the colour spaces that are not worth converting here. */
function parseColour(text: string): Colour | undefined {
  if (text === 'transparent') return [0, 0, 0, 0]
  const numbers = text.match(/-?[\d.]+(?:e-?\d+)?/g)?.map(Number)
  if (!numbers) return undefined
  const [first, second, third, alpha = 1] = numbers
  if (first === undefined || second === undefined || third === undefined) return undefined
  if (text.startsWith('rgb')) return [first, second, third, alpha]
  if (text.startsWith('color(srgb ')) return [first * 255, second * 255, third * 255, alpha]
  return undefined
}

/** Opacity of any computed colour, in whatever space it is written. */
export function alphaOf(text: string): number {
  const known = parseColour(text)
  if (known) return known[3]
  const slash = /\/\s*([\d.]+)(%?)\s*\)$/.exec(text)
  return slash ? Number(slash[1]) / (slash[2] === '%' ? 100 : 1) : 1
}

/** Whether text in one colour cannot be made out on the other. */
export function isLostOn(text: string, background: string): boolean {
  if (text === background) return true
  const [front, back] = [parseColour(text), parseColour(background)]
  if (!front || !back) return false
  const alpha = front[3]
  return [0, 1, 2].every((channel) => {
    const difference = Math.abs((front[channel] ?? 0) - (back[channel] ?? 0))
    return difference * alpha <= indistinguishable
  })
}
