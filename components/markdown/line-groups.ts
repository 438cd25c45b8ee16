/** Lines in one element: a single text node that grows costs the browser a layout of all of it for each delta. */
export const groupSize = 16

/** Splits growing code into groups of lines. Full groups stay as they are, so only the last is drawn again. */
export class LineGroups {
  private source = ''
  /** Everything before it has been read, line by line. */
  private read = 0
  private groupStart = 0
  private lines = 0
  private full: string[] = []

  /** Takes the whole code each time. The groups put together are the code. */
  update(code: string): readonly string[] {
    if (!code.startsWith(this.source.slice(0, this.read))) {
      this.read = this.groupStart = this.lines = 0
      this.full = []
    }
    this.source = code
    for (let end = code.indexOf('\n', this.read); end !== -1; end = code.indexOf('\n', this.read)) {
      this.read = end + 1
      this.lines += 1
      if (this.lines < groupSize) continue
      this.full.push(code.slice(this.groupStart, this.read))
      this.groupStart = this.read
      this.lines = 0
    }
    return this.groupStart < code.length ? [...this.full, code.slice(this.groupStart)] : [...this.full]
  }
}
