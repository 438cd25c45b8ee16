import { stripInvisible } from '../../lib/page/invisible-characters'

/**
 * A growing answer without what cannot be seen. Complete lines are cleaned once: no joiner or flag spans a line break.
 */
export class VisibleText {
  private readLines = ''
  private cleanLines = ''

  /** Takes the whole text each time. One that does not continue the last starts afresh. */
  update(text: string): string {
    if (!text.startsWith(this.readLines)) this.readLines = this.cleanLines = ''
    const end = text.lastIndexOf('\n') + 1
    if (end > this.readLines.length) {
      this.cleanLines += clean(text.slice(this.readLines.length, end))
      this.readLines = text.slice(0, end)
    }
    return this.cleanLines + clean(text.slice(end))
  }
}

function clean(text: string): string {
  return stripInvisible(text).replace(/\r\n?/g, '\n')
}
