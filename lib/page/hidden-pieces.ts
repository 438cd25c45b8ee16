import { smuggledLetters, stripInvisible } from './invisible-characters'
import { caps } from './page-content'

/** Collects what a page holds and does not show: all of it counted, its start kept to be looked at. */
export class HiddenText {
  readonly #pieces: string[] = []
  #room: number = caps.hiddenText
  #characters = 0

  /** Text of an element that cannot be seen. */
  add(text: string): void {
    this.addSmuggled(text)
    const words = stripInvisible(text).replace(/\s+/g, ' ').trim()
    if (words === '') return
    this.#characters += words.replaceAll(' ', '').length
    this.#keep(words)
  }

  /** Letters spelled in characters that have no shape, in the midst of visible text. */
  addSmuggled(text: string): void {
    const { letters, count } = smuggledLetters(text)
    this.#characters += count
    if (letters !== '') this.#keep(letters)
  }

  found(): { hiddenCharacters: number; hiddenText: string } {
    return { hiddenCharacters: this.#characters, hiddenText: this.#pieces.join('\n') }
  }

  #keep(words: string): void {
    if (this.#room <= 0) return
    const piece = words.slice(0, this.#room)
    this.#pieces.push(piece)
    this.#room -= piece.length + 1
  }
}
