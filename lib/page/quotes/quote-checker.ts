import type { Attachment, TextRange } from '../../chat/attachment'
import type { NearPassage, Passage, QuoteVerdict } from '../../chat/quote'
import { findNearest } from './nearest'
import {
  findQuote,
  indexText,
  isSubstantial,
  isWorthMarking,
  needleOf,
  placeAt,
  rangeOf,
  readQuote,
  type Quote,
  type QuoteIndex,
  type Stretch,
} from './quote-index'

export type CheckerSource = {
  /** Everything that an answer can quote, the oldest first. */
  attachments: readonly Attachment[]
  /** What the reader wrote: quoting it is not quoting a page. */
  questions: readonly string[]
}

type Source = { attachment: Attachment; index: QuoteIndex; inText: boolean }

/** Texts do not change: what was read once for one answer serves the next. */
const indexes = new WeakMap<Attachment, Source[]>()

/** Looks up what an answer quotes. What was looked up once is known. */
export class QuoteChecker {
  readonly #source: CheckerSource
  readonly #verdicts = new Map<string, QuoteVerdict>()
  readonly #nearest = new Map<string, NearPassage | undefined>()
  #sources: Source[] | undefined
  #questions: QuoteIndex[] | undefined
  #titles: QuoteIndex[] | undefined

  constructor(source: CheckerSource) {
    this.#source = source
  }

  /** Whether these words stand in what was attached, in the newest attachment that has them. */
  check(words: string): QuoteVerdict {
    const known = this.#verdicts.get(words)
    if (known) return known
    const verdict = this.#look(words)
    this.#verdicts.set(words, verdict)
    return verdict
  }

  /** The passage that is most like words that were not found. */
  nearest(words: string): NearPassage | undefined {
    if (this.#nearest.has(words)) return this.#nearest.get(words)
    const near = this.#lookAround(words)
    this.#nearest.set(words, near)
    return near
  }

  /** Makes one attachment ready, so that looking up in it costs nothing later. */
  prepare(attachment: Attachment): void {
    sourcesOf(attachment)
  }

  /** “on the page”, or where else it was that the words were looked up. */
  get place(): string {
    return this.#source.attachments.every(({ url }) => url === '') ? 'in the file' : 'on the page'
  }

  attachment(attachmentId: string): Attachment | undefined {
    return this.#source.attachments.find(({ id }) => id === attachmentId)
  }

  #look(words: string): QuoteVerdict {
    const quote = readQuote(words)
    if (!quote || !isWorthMarking(quote) || this.#isTitle(quote)) return { state: 'none' }
    for (const source of this.#allSources()) {
      const stretches = findQuote(source.index, quote)
      if (stretches) return { state: 'found', passage: passageOf(source, stretches) }
    }
    if (!isSubstantial(quote)) return { state: 'none' }
    // Words on a picture cannot be looked up.
    if (this.#source.attachments.some(({ image }) => image !== undefined)) return { state: 'none' }
    this.#questions ??= this.#source.questions.map((text) => indexText(text))
    const own = [...this.#questions, ...this.#allTitles()]
    return own.some((index) => findQuote(index, quote)) ? { state: 'none' } : { state: 'missing' }
  }

  /** Naming a page is not quoting it, though its heading says the same. */
  #isTitle([first, ...rest]: Quote): boolean {
    return rest.length === 0 && this.#allTitles().some(({ folded }) => folded.text === first.text)
  }

  #allTitles(): QuoteIndex[] {
    this.#titles ??= this.#source.attachments.map(({ title }) => indexText(title))
    return this.#titles
  }

  #lookAround(words: string): NearPassage | undefined {
    const quote = readQuote(words)
    if (!quote) return undefined
    let best: { source: Source; stretch: Stretch; likeness: number } | undefined
    for (const source of this.#allSources()) {
      const near = findNearest(source.index, quote)
      if (near && near.likeness > (best?.likeness ?? 0)) best = { source, stretch: near, likeness: near.likeness }
    }
    if (!best) return undefined
    const { source, stretch } = best
    return { passage: passageOf(source, [stretch]), words: plainWords(source, stretch) }
  }

  #allSources(): Source[] {
    this.#sources ??= this.#source.attachments.toReversed().flatMap(sourcesOf)
    return this.#sources
  }
}

function sourcesOf(attachment: Attachment): Source[] {
  const known = indexes.get(attachment)
  if (known) return known
  const { text, places, context } = attachment
  const around = context?.paragraph
  const sources = [
    ...(text === '' ? [] : [{ attachment, index: indexText(text, places), inText: true }]),
    ...(around === undefined || around === text ? [] : [{ attachment, index: indexText(around), inText: false }]),
  ]
  indexes.set(attachment, sources)
  return sources
}

function passageOf({ attachment, index, inText }: Source, stretches: readonly [Stretch, ...Stretch[]]): Passage {
  const range = inText ? rangeOver(index, stretches, attachment.text) : undefined
  const place = range && placeAt(index, range.from)
  return {
    attachmentId: attachment.id,
    needles: stretches.map((stretch) => needleOf(index, stretch)),
    ...(range === undefined ? {} : { range }),
    ...(place !== undefined && 'page' in place ? { page: place.page } : {}),
    ...(place !== undefined && 'seconds' in place ? { seconds: place.seconds } : {}),
  }
}

function rangeOver(index: QuoteIndex, [first, ...rest]: readonly [Stretch, ...Stretch[]], text: string): TextRange {
  return rangeOf(index, { start: first.start, end: rest.at(-1)?.end ?? first.end }, text)
}

/** The words as a reader sees them: the source's own, without the marks between them. */
function plainWords({ attachment, index, inText }: Source, { start, end }: Stretch): string {
  const source = inText ? attachment.text : (attachment.context?.paragraph ?? '')
  const { from, gaps } = index.folded
  let words = ''
  for (let at = start; at < end; at += 1) {
    const here = from[at] ?? 0
    const before = at > start ? (from[at - 1] ?? 0) : here
    if (at > start && here === before) continue
    if (at > start && gaps[at] !== 0) {
      const between = source.slice(before + 1, here)
      words += /\s/.test(between) ? ' ' : ''
      const sign = /[\p{Pd}]/u.exec(between)?.[0]
      if (sign !== undefined && !words.endsWith(' ')) words += sign
    } else words += source.slice(before + 1, here).replace(/[^\p{Pi}\p{Pf}"'’]/gu, '')
    words += String.fromCodePoint(source.codePointAt(here) ?? 0x20)
  }
  return words.trim()
}
