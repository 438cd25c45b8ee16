import { spokenText } from '../markdown/spoken-text'

/** The end of a sentence with a space behind it, or of one in a script that needs none. */
const sentenceEnd = /[.!?…]["'”’)\]]*\s+|[。！？]["'”’」』）]*\s*/gu

/** Characters. Of what comes in a flood only the end is said: nobody can hear more, and all of it would take its time. */
const mostAtOnce = 16_000

/** What of a growing answer can be said, as it becomes whole: sentences, list entries, and names of code and tables. */
export class SpokenUnits {
  #said = 0

  /** @param ended nothing more will come: what is left is whole. */
  update(text: string, ended: boolean): string[] {
    const fresh = text.slice(this.#said)
    const end = ended ? fresh.length : wholeEnd(fresh)
    this.#said += end
    return spokenText(endOf(fresh.slice(0, end))).map(({ words }) => words)
  }
}

/** The end of a long text, from a line between two blocks. */
function endOf(text: string): string {
  if (text.length <= mostAtOnce) return text
  let offset = 0
  let fence: string | undefined
  for (const line of text.split(/(?<=\n)/)) {
    if (fence === undefined && line.trim() === '' && text.length - offset <= mostAtOnce) break
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence === undefined) fence = mark
    else if (mark?.startsWith(fence)) fence = undefined
    offset += line.length
  }
  return text.slice(offset)
}

/** What begins a block of its own: all before it is whole. */
const blockStart = /^\s*(?:[-*+] |\d{1,9}[.)] |#{1,6} |>|\|)/
/** The mark of a list, whose point ends no sentence. */
const listMark = /^\s*(?:[-*+]|\d{1,9}[.)])\s+/

/** How much of the text will not change its meaning by what follows. */
function wholeEnd(text: string): number {
  let end = 0
  let offset = 0
  let fence: string | undefined
  let table = false
  for (const line of text.split(/(?<=\n)/)) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    const complete = line.endsWith('\n')
    if (fence !== undefined) {
      if (complete && mark?.startsWith(fence)) {
        fence = undefined
        end = offset + line.length
      }
    } else if (mark !== undefined) {
      end = offset
      fence = mark
    } else if (/^\s*\|/.test(line)) {
      if (!table) end = offset
      table = true
    } else {
      if (blockStart.test(line) || table) end = offset
      table = false
      const isWhole = complete && (line.trim() === '' || /^ {0,3}#{1,6} /.test(line))
      end = isWhole ? offset + line.length : Math.max(end, offset + sentencesEnd(line))
    }
    offset += line.length
  }
  return end
}

/** Where the last whole sentence of a line ends; 0 when there is none. */
function sentencesEnd(line: string): number {
  const from = listMark.exec(line)?.[0].length ?? 0
  const [last] = [...line.matchAll(sentenceEnd)].filter(({ index }) => index >= from).slice(-1)
  return last ? last.index + last[0].length : 0
}
