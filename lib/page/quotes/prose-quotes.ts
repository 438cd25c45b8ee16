/** A pair of quotation marks in a text: what stands between them is from `from` to before `to`. */
export type QuoteSpan = {
  /** Of the opening mark, and behind the closing one. */
  start: number
  end: number
  from: number
  to: number
  /** Single marks, which are apostrophes as often. */
  unsure: boolean
  /** Pairs inside this one. */
  inner: QuoteSpan[]
}

type Family = 'double' | 'single' | 'angle' | 'corner'
type Open = { family: Family; mark: string; at: number; inner: QuoteSpan[] }

const families = new Map<string, Family>(
  (
    [
      ['double', '"“”„‟＂〝〞〟'],
      ['single', "'‘’‚‛‹›"],
      ['angle', '«»'],
      ['corner', '「」『』'],
    ] as const
  ).flatMap(([family, marks]) => marks.split('').map((mark): [string, Family] => [mark, family])),
)
const alwaysOpen = new Set('„‚‟‛「『〝‹')
const alwaysClose = new Set('」』〞〟›')
/** A quote is not longer than this; what seems to be has lost its other mark. */
const longest = 4_000

/**
 * The quotes of one block of prose. With `open`, more may follow: then nothing is told behind a mark that is not closed
 * yet, since it may be the beginning of a quote around it all, nor before it is certain that a mark at the end closes.
 */
export function quotesIn(text: string, open: boolean): QuoteSpan[] {
  const found: QuoteSpan[] = []
  const stack: Open[] = []
  for (let at = 0; at < text.length; at += 1) {
    const mark = text.charAt(at)
    const family = families.get(mark)
    if (!family) continue
    if (open && at === text.length - 1 && '"\'’'.includes(mark)) break
    const role = roleOf(mark, family, text, at, stack)
    if (role === 'open') stack.push({ family, mark, at, inner: [] })
    if (role !== 'close') continue
    const depth = stack.findLastIndex((one) => one.family === family)
    const opened = stack[depth]
    if (!opened) continue
    // Marks inside that were never closed were none; the pairs in them stay.
    const inner = stack.splice(depth).flatMap((one) => one.inner)
    const span = { start: opened.at, end: at + 1, from: opened.at + 1, to: at, unsure: family === 'single', inner }
    const pairs = at - opened.at > longest ? inner : [span]
    ;(stack.at(-1)?.inner ?? found).push(...pairs)
  }
  if (open) return found
  return [...found, ...stack.flatMap((one) => one.inner)]
}

function roleOf(
  mark: string,
  family: Family,
  text: string,
  at: number,
  stack: readonly Open[],
): 'open' | 'close' | 'none' {
  if (alwaysOpen.has(mark)) return 'open'
  if (alwaysClose.has(mark)) return 'close'
  const [before, after] = [text.charAt(at - 1), text.charAt(at + 1)]
  const [letterBefore, letterAfter] = [isWordly(before), isWordly(after)]
  if (family === 'single') {
    if (letterBefore && letterAfter) return 'none'
    if (mark === '‘') return 'open'
    if (mark === '’') return stack.some((one) => one.family === 'single') ? 'close' : 'none'
  }
  const opened = stack.findLast((one) => one.family === family)
  // “ ends what „ began, and begins anything else; » and ” may do both.
  if (mark === '“') return opened?.mark === '„' || opened?.mark === '‟' ? 'close' : 'open'
  if (mark === '«' || mark === '»') return opened && opened.mark !== mark ? 'close' : 'open'
  if (mark === '”' && opened) return 'close'
  const opens = (before === '' || /[\s([{\-–—/:>=*_«“‘„]/.test(before)) && !/^\s?$/.test(after)
  if (opens) return 'open'
  const closes = !/^\s?$/.test(before) && !letterAfter
  if (closes) return opened ? 'close' : 'none'
  // Neither side tells: scripts without spaces.
  return opened ? 'close' : 'open'
}

function isWordly(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character)
}
