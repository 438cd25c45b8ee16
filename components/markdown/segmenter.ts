import { DefinitionReader } from './definition-reader'

/** A stretch of Markdown between two places where nothing that follows can change what came before. */
export type TextSegment = {
  kind: 'text'
  /** Its place in the answer, and its React key. */
  key: number
  text: string
  /** Link and footnote definitions from elsewhere in the answer that this text names, as Markdown. */
  definitions: string
}

/** A fenced code block that stands on its own: it needs no parsing, so a long one costs only what was added. */
type CodeSegment = { kind: 'code'; key: number; info: string; code: string }

export type Segment = TextSegment | CodeSegment

export type Segmentation = {
  /** Append-only: a segment stays the same object, unless a definition that it names arrives later. */
  finished: readonly Segment[]
  /** What still grows. */
  tail: Segment | undefined
}

type Fence = { marker: string; length: number; indent: number; info: string; bodyStart: number }

/**
 * In characters. A segment is cut here whatever it holds, and so is a line: it bounds what one delta can cost to parse,
 * and only an answer made to hurt, or a list of five thousand words, is this long without a paragraph's end.
 */
export const longestSegment = 20_000

/** What is longer than this was not meant as a formula. */
const longestFormula = 5_000

const fenceLine = /^( {0,3})(`{3,}|~{3,})(.*)$/
const listMarker = /^( {0,3})([-*+]|(\d{1,9})[.)])(?:([ \t]+)(?=\S)|[ \t]*$)/
const thematicBreak = /^ {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$/
const headingStart = /^#{1,6}[ \t]/
const namedLabels = /\[((?:[^[\]\\]|\\.){1,300})\]/gs
const orderedText = /^\d+(?:[^\d.)]|[.)][^ \t])/

/**
 * Cuts a growing answer into segments. Feed it the whole text each time: it reads only what is new, and however the
 * text was split on the way, the segments come out the same.
 */
export class Segmenter {
  private source = ''
  /** Everything before it has been read, line by line. */
  private read = 0
  private segmentStart = 0
  private segments: Segment[] = []
  /** The copy that was handed out, until the segments change: one copy for each delta, not for each cut. */
  private finished: readonly Segment[] | undefined
  private afterBlank = true
  /** Where a formula began whose marks stand on lines of their own; it may hold blank lines. */
  private formula: { end: string; start: number } | undefined
  /** Columns that a line must be indented by to belong to the list item above it; 0 outside a list. */
  private itemIndent = 0
  private fence: Fence | undefined
  private readonly definitionReader = new DefinitionReader()
  private readonly definitions = new Map<string, { source: string; key: number }>()
  private readonly mentions = new Map<string, number[]>()

  /** A text that does not continue the one before starts afresh. A line counts once its line break is there. */
  update(source: string): Segmentation {
    if (!source.startsWith(this.source.slice(0, this.read))) this.reset()
    this.source = source
    for (;;) {
      const lineBreak = source.indexOf('\n', this.read)
      const cap = this.read + longestSegment
      const start = this.read
      if (lineBreak === -1 ? source.length > cap : lineBreak > cap) this.read = wholeCharacter(source, cap)
      else if (lineBreak === -1) break
      else this.read = lineBreak + 1
      this.readLine(source.slice(start, this.read).replace(/\n$/, ''), start)
    }
    // A block's first characters settle that it is a new one: cutting at once spares its element a move later.
    const lastLine = source.slice(this.read, this.read + 20)
    if (!this.fence && this.startsBlock(lastLine)) this.cut(this.read)
    this.finished ??= [...this.segments]
    return { finished: this.finished, tail: this.tail() }
  }

  private reset(): void {
    this.read = this.segmentStart = this.itemIndent = 0
    this.segments = []
    this.finished = undefined
    this.afterBlank = true
    this.fence = this.formula = undefined
    this.definitionReader.reset()
    this.definitions.clear()
    this.mentions.clear()
  }

  private readLine(line: string, start: number): void {
    if (this.fence) {
      if (closes(this.fence, line)) this.finishCode(this.fence, start)
      return
    }
    const blank = !/\S/.test(line)
    const opened = fenceLine.exec(line)
    const [, indent = '', marker = '', info = ''] = opened ?? []
    const nested = this.itemIndent > 0 && indent.length >= this.itemIndent
    if (opened && !nested && !(marker.startsWith('`') && info.includes('`'))) {
      this.cut(start)
      this.itemIndent = 0
      this.formula = undefined
      this.definitionReader.reset()
      this.fence = {
        marker: marker.charAt(0),
        length: marker.length,
        indent: indent.length,
        info: info.trim(),
        bodyStart: this.read,
      }
      return
    }
    if ((headingStart.test(line) && !this.formula) || this.startsBlock(line)) this.cut(start)
    this.followFormula(line, start)
    if (!blank) this.followList(line)
    this.collectDefinition(line)
    this.afterBlank = blank
    if (this.read - this.segmentStart >= longestSegment) this.cut(this.read)
  }

  /**
   * True if the line of which these are the first characters belongs to nothing before it: it follows a blank one, is
   * not indented, and is no item of an open list. True of a beginning stays true of the line.
   */
  private startsBlock(line: string): boolean {
    if (!this.afterBlank || this.formula || !/^\S/.test(line)) return false
    if (this.itemIndent === 0) return true
    if (/^[-*+]/.test(line)) return /^.[^ \t]/.test(line)
    return /^\d/.test(line) ? orderedText.test(line) : true
  }

  private followFormula(line: string, start: number): void {
    if (!this.formula) {
      const mark = /^ {0,3}(\$\$|\\\[)[ \t]*$/.exec(line)?.[1]
      if (mark) this.formula = { end: mark === '$$' ? '$$' : '\\]', start }
    } else if (line.includes(this.formula.end) || start - this.formula.start > longestFormula) {
      this.formula = undefined
    }
  }

  /** Keeps track of the outermost list, whose indented fences are its own and no place to cut. */
  private followList(line: string): void {
    const width = line.length - line.trimStart().length
    if (this.itemIndent > 0 && width >= this.itemIndent) return
    const [, indent = '', marker = '', number, gap] = thematicBreak.test(line) ? [] : (listMarker.exec(line) ?? [])
    // A paragraph is interrupted only by a bullet or a first item, and not by an empty one.
    const mayStart = this.afterBlank || this.itemIndent > 0 || ((number === undefined || number === '1') && gap)
    if (marker !== '' && mayStart) {
      const spaces = gap === undefined || gap.length > 4 ? 1 : gap.length
      this.itemIndent = indent.length + marker.length + spaces
    } else if (this.afterBlank || /^ {0,3}(?:>|#{1,6}[ \t])/.test(line) || thematicBreak.test(line)) {
      this.itemIndent = 0
    }
  }

  private collectDefinition(line: string): void {
    const { label: name = '', source = '' } = this.definitionReader.readLine(line) ?? {}
    const label = normalLabel(name)
    if (label === '' || this.definitions.has(label)) return
    this.definitions.set(label, { source, key: this.segments.length })
    for (const key of this.mentions.get(label) ?? []) {
      const segment = this.segments[key]
      if (segment?.kind === 'text') this.segments[key] = this.withDefinitions(segment)
      this.finished = undefined
    }
  }

  private cut(end: number): void {
    const text = this.source.slice(this.segmentStart, end)
    if (end <= this.segmentStart || !/\S/.test(text)) return
    this.segmentStart = end
    const segment: TextSegment = { kind: 'text', key: this.segments.length, text, definitions: '' }
    for (const label of labelsIn(text)) {
      const named = this.mentions.get(label)
      if (named) named.push(segment.key)
      else this.mentions.set(label, [segment.key])
    }
    this.add(this.withDefinitions(segment))
  }

  private finishCode(fence: Fence, end: number): void {
    const code = this.source.slice(fence.bodyStart, end).replace(/\n$/, '')
    this.add({ kind: 'code', key: this.segments.length, info: fence.info, code: outdent(code, fence) })
    this.segmentStart = this.read
    this.fence = undefined
    this.afterBlank = true
  }

  private add(segment: Segment): void {
    this.segments.push(segment)
    this.finished = undefined
  }

  private tail(): Segment | undefined {
    const key = this.segments.length
    if (this.fence) {
      const body = this.source.slice(this.fence.bodyStart)
      const lastLine = body.slice(body.lastIndexOf('\n') + 1)
      const mayClose = /^ {0,3}(`+|~+)[ \t]*$/.exec(lastLine)?.[1]?.startsWith(this.fence.marker) ?? false
      const code = (mayClose ? body.slice(0, body.length - lastLine.length) : body).replace(/\n$/, '')
      return { kind: 'code', key, info: this.fence.info, code: outdent(code, this.fence) }
    }
    const text = this.source.slice(this.segmentStart)
    if (!/\S/.test(text)) return undefined
    return this.withDefinitions({ kind: 'text', key, text, definitions: '' })
  }

  private withDefinitions(segment: TextSegment): TextSegment {
    if (this.definitions.size === 0) return segment
    const sources = labelsIn(segment.text).flatMap((label) => {
      const definition = this.definitions.get(label)
      return definition && definition.key !== segment.key ? [definition.source] : []
    })
    return { ...segment, definitions: sources.join('\n') }
  }
}

function closes(fence: Fence, line: string): boolean {
  const marker = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1] ?? ''
  return marker.startsWith(fence.marker) && marker.length >= fence.length
}

function outdent(code: string, fence: Fence): string {
  return fence.indent === 0 ? code : code.replace(new RegExp(`^ {1,${fence.indent}}`, 'gm'), '')
}

function labelsIn(text: string): string[] {
  return text.includes('[')
    ? [...new Set([...text.matchAll(namedLabels)].map((found) => normalLabel(found[1] ?? '')))]
    : []
}

function normalLabel(label: string): string {
  return label.trim().toLowerCase().replace(/\s+/g, ' ')
}

/** `index`, or one less where it would part the two halves of a character. */
function wholeCharacter(text: string, index: number): number {
  return /[\uD800-\uDBFF]/.test(text.charAt(index - 1)) ? index - 1 : index
}
