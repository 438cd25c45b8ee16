import type { PdfLine } from './pdf-lines'

/** A line further down than this many leadings stands after an empty one. */
const emptyLine = 1.6
const deepestIndent = 60

/** Lines in letters of one width, from `first` on, as code with its indentation; undefined when that is no code. */
export function codeFrom(lines: readonly PdfLine[], first: number): { text: string; next: number } | undefined {
  const end = lines.findIndex((line, index) => index >= first && !line.fixedPitch)
  const block = lines.slice(first, end < 0 ? undefined : end)
  const left = Math.min(...block.map(({ x }) => x))
  const steps = block.slice(1).map(({ y }, index) => (block[index]?.y ?? y) - y)
  const leading = Math.min(...steps.filter((step) => step > 0))
  const written = block.map((line, index) => {
    const before = block[index - 1]
    const gap = before && before.y - line.y > leading * emptyLine ? '\n' : ''
    const indent = Math.round((line.x - left) / (line.fixedPitch || 1))
    return `${gap}${' '.repeat(Math.min(Math.max(indent, 0), deepestIndent))}${line.text}`
  })
  if (block.length === 0) return undefined
  const code = written.join('\n')
  const longest = Math.max(2, ...(code.match(/`{3,}/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  return { text: `${fence}\n${code}\n${fence}`, next: first + block.length }
}
