import { spokenText } from '../markdown/spoken-text'

/** The end of a sentence with a space behind it, or of one in a script that needs none. */
const sentenceEnd = /[.!?…]["'”’)\]]*\s+|[。！？]["'”’」』）]*\s*/gu

/** What of a growing answer can be said, as it becomes whole: sentences, list entries, and names of code and tables. */
export class SpokenUnits {
  #said = 0

  /** @param ended nothing more will come: what is left is whole. */
  update(text: string, ended: boolean): string[] {
    const fresh = text.slice(this.#said)
    const end = ended ? fresh.length : wholeEnd(fresh)
    this.#said += end
    return spokenText(fresh.slice(0, end)).map(({ words }) => words)
  }
}

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
      fence = mark
    } else if (/^\s*\|/.test(line)) {
      table = true
    } else if (complete) {
      table = false
      end = offset + line.length
    } else if (!table) {
      const [last] = [...line.matchAll(sentenceEnd)].slice(-1)
      if (last) end = offset + last.index + last[0].length
    }
    offset += line.length
  }
  return end
}
