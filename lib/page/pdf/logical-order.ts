/** The shapes of Arabic letters and of Hebrew ligatures, which only fonts and drawn text name. */
const shapes = /[\uFB1D-\uFDFF\uFE70-\uFEFC]/
const mirrored: Record<string, string> = {
  '(': ')',
  ')': '(',
  '[': ']',
  ']': '[',
  '{': '}',
  '}': '{',
  '«': '»',
  '»': '«',
}
/** Numbers and Latin words run from left to right inside a line that does not. */
const pieces = /[\p{Script=Latin}\p{N}](?:[\p{Script=Latin}\p{N}.,:/%@-]*[\p{Script=Latin}\p{N}])?|\P{M}\p{M}*/gu

/**
 * A line of Arabic as it is read. Some programs write the shapes of its letters, from left to right as they stand on
 * the page; what names letters comes in order already.
 */
export function logicalOrder(line: string): string {
  if (!shapes.test(line)) return line
  const drawn = line.match(pieces) ?? []
  return drawn
    .reverse()
    .map((piece) => mirrored[piece] ?? piece)
    .join('')
    .normalize('NFKC')
}
