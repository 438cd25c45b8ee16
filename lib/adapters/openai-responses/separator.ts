/** Puts a blank line between parts that the wire sends without anything between them. */
export class Separator {
  #place: string | undefined

  /** The text as it follows what came before; the first text of another place than the last one begins anew. */
  before(place: string, text: string): string {
    if (text === '') return ''
    const begins = this.#place !== undefined && this.#place !== place
    this.#place = place
    return begins ? `\n\n${text}` : text
  }
}
