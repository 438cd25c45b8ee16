import type { Token, Tokenizer } from './tokenizer'

/** Colouring waits at least this long, and ten times as long as it took last. In milliseconds. */
const shortestPause = 100
const pausePerCost = 10
/** In characters. Longer code stays plain, and so does code in lines that no person writes. */
const longestCode = 200_000
const longestLine = 5_000
/** Reading more than this at once would be felt: longer code gets its colours when it is complete. */
const longestGrowing = 30_000
/** How far beyond the visible part code is coloured, so that scrolling finds it done. */
const margin = '400px'

type Paint = { tokens: string; ranges: { name: string; range: StaticRange }[] }

/** Browsers older than ours, and tests without one, show plain code. */
export function canPaint(): boolean {
  return typeof CSS !== 'undefined' && 'highlights' in CSS
}

/**
 * Colours one block of code with the browser's custom highlights: the code stays plain text, and no element is added.
 * Only groups of lines near the visible part hold colours: the browser checks every one of them whenever the page changes.
 */
export class CodePainter {
  private code = ''
  private painted = ''
  private tokens: Token[] = []
  private readonly groups = new Map<Element, number>()
  private readonly visible = new Map<Element, Paint>()
  private growing = false
  private readonly tokenize: Tokenizer
  private cost = 0
  private readAt = -Infinity
  private timer: ReturnType<typeof setTimeout> | undefined
  private idle: number | undefined
  private readonly observer = new IntersectionObserver((entries) => this.onVisible(entries), {
    rootMargin: margin,
    // The panel scrolls in a box of its own, which the other margin does not widen.
    scrollMargin: margin,
  })

  constructor(tokenize: Tokenizer) {
    this.tokenize = tokenize
  }

  /** Takes an element with lines of the code, which begin at a character of it. */
  add(element: Element, from: number): void {
    this.groups.set(element, from)
    this.observer.observe(element)
  }

  remove(element: Element): void {
    this.groups.delete(element)
    this.observer.unobserve(element)
    this.clear(element)
    this.visible.delete(element)
  }

  /** Takes the whole code each time. `growing`: there will be more. */
  update(code: string, growing: boolean): void {
    this.code = code
    this.growing = growing
    this.schedule()
  }

  stop(): void {
    clearTimeout(this.timer)
    if (this.idle !== undefined) cancelIdleCallback(this.idle)
    this.observer.disconnect()
    for (const element of this.visible.keys()) this.clear(element)
    this.visible.clear()
  }

  private onVisible(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting === this.visible.has(target)) continue
      if (isIntersecting) {
        this.visible.set(target, { tokens: '', ranges: [] })
        this.paint(target)
      } else {
        this.clear(target)
        this.visible.delete(target)
      }
    }
    this.schedule()
  }

  private schedule(): void {
    if (this.timer !== undefined || this.idle !== undefined) return
    if (this.code === this.painted || this.visible.size === 0) return
    if (this.growing && this.code.length > longestGrowing) return
    const wait = this.readAt + Math.max(shortestPause, this.cost * pausePerCost) - performance.now()
    this.timer = setTimeout(() => {
      this.timer = undefined
      this.idle = requestIdleCallback(
        () => {
          this.idle = undefined
          this.read()
        },
        { timeout: 1_000 },
      )
    }, wait)
  }

  private read(): void {
    const start = performance.now()
    this.painted = this.code
    this.tokens = isReadable(this.code) ? this.tokenize(this.code) : []
    for (const element of this.visible.keys()) this.paint(element)
    this.readAt = performance.now()
    this.cost = this.readAt - start
    // More may have come while this waited for its turn.
    this.schedule()
  }

  private paint(element: Element): void {
    const start = this.groups.get(element)
    const before = this.visible.get(element)
    const text = element.firstChild
    if (start === undefined || !before || !text) return
    const length = text.nodeValue?.length ?? 0
    const found: Token[] = []
    for (let index = firstAfter(this.tokens, start); index < this.tokens.length; index += 1) {
      const token = this.tokens[index]
      if (!token || token.from >= start + length) break
      found.push({
        from: Math.max(token.from - start, 0),
        to: Math.min(token.to - start, length),
        colour: token.colour,
      })
    }
    // What has its colours already is not drawn again.
    const tokens = found.map(({ from, to, colour }) => `${from}-${to}${colour}`).join()
    if (tokens === before.tokens) return
    this.clear(element)
    const ranges = found.map(({ from, to, colour }) => ({
      name: `code-${colour}`,
      range: new StaticRange({ startContainer: text, startOffset: from, endContainer: text, endOffset: to }),
    }))
    for (const { name, range } of ranges) highlightOf(name).add(range)
    this.visible.set(element, { tokens, ranges })
  }

  private clear(element: Element): void {
    for (const { name, range } of this.visible.get(element)?.ranges ?? []) highlightOf(name).delete(range)
  }
}

function highlightOf(name: string): Highlight {
  const known = CSS.highlights.get(name)
  if (known) return known
  const made = new Highlight()
  CSS.highlights.set(name, made)
  return made
}

/** The first token that ends after a character. */
function firstAfter(tokens: readonly Token[], at: number): number {
  let low = 0
  let high = tokens.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tokens[middle]?.to ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return low
}

function isReadable(code: string): boolean {
  if (code.length > longestCode) return false
  for (let start = 0; start < code.length;) {
    const end = code.indexOf('\n', start)
    if ((end === -1 ? code.length : end) - start > longestLine) return false
    if (end === -1) break
    start = end + 1
  }
  return true
}
