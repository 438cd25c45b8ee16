import type { TextRange } from '../../lib/chat/attachment'
import { splitPortions } from '../../lib/page/portions'
import { splitSections } from '../../lib/page/split'
import { likelyTokens } from '../../lib/chat/run-metrics'
import { sortedCuts } from '../../lib/prompts/attachment-text'

/** A part of a text that can be left out. Together they are the whole text. */
export type TrimPart = TextRange & {
  /** Of the heading; 0 for what stands under none. */
  level: number
  title: string
  /** A guess. */
  tokens: number
}

/** Tokens above which a section is offered in pieces: all or nothing of a whole chapter is no choice. */
const largestPart = 2_000

/** Nobody chooses among thousands of parts, and no browser draws them at once. */
const mostParts = 400

/** The parts that a text is trimmed by: its sections, pieces of those that are long, and several where they are many. */
export function trimPartsOf(text: string): TrimPart[] {
  const parts = sectionsOf(text)
  return parts.length <= mostParts ? parts : joined(parts, text.length / mostParts)
}

/** Neighbours together, until each is at least so many characters long. */
function joined(parts: readonly TrimPart[], least: number): TrimPart[] {
  const groups: { parts: TrimPart[]; length: number }[] = []
  for (const part of parts) {
    const last = groups.at(-1)
    const length = part.to - part.from
    if (last && last.length < least) {
      last.parts.push(part)
      last.length += length
    } else groups.push({ parts: [part], length })
  }
  return groups.flatMap((group) => {
    const [first] = group.parts
    const last = group.parts.at(-1)
    if (!first || !last) return []
    return {
      from: first.from,
      to: last.to,
      // A group goes with nothing but itself.
      level: 0,
      title: first === last ? first.title : `${first.title} … ${last.title}`,
      tokens: group.parts.reduce((sum, { tokens }) => sum + tokens, 0),
    }
  })
}

function sectionsOf(text: string): TrimPart[] {
  return splitSections(text).flatMap(({ from, to, level, title }) => {
    const section = text.slice(from, to)
    const whole = { from, to, level, title: title || firstWords(section), tokens: likelyTokens(section) }
    if (whole.tokens <= largestPart) return [whole]
    return splitPortions(section, largestPart).map((portion, index) => {
      const piece = section.slice(portion.from, portion.to)
      const place = { from: from + portion.from, to: from + portion.to, tokens: likelyTokens(piece) }
      // What goes on under a heading is one level below it, so that it goes with it.
      return index === 0 ? { ...whole, ...place } : { ...place, level: level + 1, title: firstWords(piece) }
    })
  })
}

/** Whether a part is sent: it is when anything of it is. */
export function isKept({ from, to }: TrimPart, cuts: readonly TextRange[]): boolean {
  return !cuts.some((cut) => cut.from <= from && cut.to >= to)
}

/** Ticks or unticks a part and all that stands under it. */
export function toggled(
  parts: readonly TrimPart[],
  index: number,
  cuts: readonly TextRange[],
  length: number,
): TextRange[] {
  const part = parts[index]
  if (!part) return [...cuts]
  const under = parts.slice(index + 1)
  const end = under.findIndex(({ level }) => part.level === 0 || level <= part.level)
  const family = [part, ...under.slice(0, end === -1 ? under.length : end)]
  const range = { from: part.from, to: family.at(-1)?.to ?? part.to }
  return isKept(part, cuts) ? sortedCuts([...cuts, range], length) : without(cuts, range)
}

/** Cuts less what is wanted after all. */
function without(cuts: readonly TextRange[], { from, to }: TextRange): TextRange[] {
  return cuts
    .flatMap((cut) => [
      { from: cut.from, to: Math.min(cut.to, from) },
      { from: Math.max(cut.from, to), to: cut.to },
    ])
    .filter((cut) => cut.from < cut.to)
}

function firstWords(text: string): string {
  const words = text.slice(0, 200).replace(/\s+/g, ' ').trim()
  return words.length <= 80 ? words : `${words.slice(0, 79).trimEnd()}…`
}
