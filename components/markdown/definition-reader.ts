/** A definition of a link or a footnote, as Markdown of one line. */
export type Definition = { label: string; source: string }

const label = String.raw`\[((?:[^[\]\\]|\\.){1,300})\]:`
const target = String.raw`(<[^<>\n]*>|[^\s<]\S*)`
const title = String.raw`(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\))`
const openTitle = String.raw`(?:"(?:[^"\\]|\\.)*|'(?:[^'\\]|\\.)*|\((?:[^()\\]|\\.)*)`

const note = new RegExp(String.raw`^ {0,3}\[(\^(?:[^[\]\\]|\\.){1,300})\]:`)
const whole = new RegExp(String.raw`^ {0,3}${label}\s*${target}(?:\s+${title})?\s*$`, 's')
const noteLine = /^(?: {2}|\t)/
/** What more lines may make a definition of: its label, its address or its title is not complete. */
const begun = new RegExp(
  String.raw`^ {0,3}(?:\[(?:[^[\]\\]|\\.){0,300}|${label}\s*|${label}\s*${target}\s+${openTitle})$`,
  's',
)
const wholeTitle = new RegExp(String.raw`^\s*${title}\s*$`, 's')
const begunTitle = new RegExp(String.raw`^\s*${openTitle}$`, 's')

/** More than any definition needs. */
const longest = 1_000

/** Reads a text line by line and tells of the definitions in it. */
export class DefinitionReader {
  private pending = ''
  private readsTitle = false
  /** Nothing but definitions stands between the last blank line and here. */
  private mayBegin = true
  /** Since a footnote began there were only its own lines, which are indented, and blank ones. */
  private readsNote = false

  readLine(line: string): Definition | undefined {
    if (!/\S/.test(line)) {
      this.endParagraph()
      return undefined
    }
    if (this.readsNote && noteLine.test(line)) {
      this.endParagraph()
      return undefined
    }
    this.readsNote = false
    if (this.readsTitle && this.followTitle(line)) return undefined
    if (!this.mayBegin && this.pending === '') return undefined
    const text = this.pending === '' ? line : `${this.pending}\n${line}`
    this.pending = ''
    const footnote = note.exec(text)?.[1]
    if (footnote !== undefined) {
      this.readsNote = true
      return { label: footnote, source: text }
    }
    const [found, name = '', address = ''] = whole.exec(text) ?? []
    if (found !== undefined) {
      this.mayBegin = true
      // A title may stand on a line of its own. It is not shown, so that only its end matters.
      this.readsTitle = true
      return { label: name, source: `[${name.replace(/\s+/g, ' ')}]: ${address}` }
    }
    this.mayBegin = false
    if (text.length < longest && begun.test(text)) this.pending = text
    return undefined
  }

  reset(): void {
    this.endParagraph()
    this.readsNote = false
  }

  private endParagraph(): void {
    this.pending = ''
    this.readsTitle = false
    this.mayBegin = true
  }

  /** Whether the line belongs to a title after a definition. */
  private followTitle(line: string): boolean {
    const text = this.pending === '' ? line : `${this.pending}\n${line}`
    this.pending = ''
    this.readsTitle = false
    if (wholeTitle.test(text)) return true
    if (text.length >= longest || !begunTitle.test(text)) return false
    this.readsTitle = true
    this.pending = text
    return true
  }
}
