import { ChatError } from '../chat/chat-error'

/** So much text is handed over to the browser at a time, which keeps large blobs on the disk. */
const pieceCharacters = 4 * 1024 * 1024

/** Collects a file piece by piece, so that no text of its whole size ever exists. */
export class FileWriter {
  readonly #type: string
  #blobs: Blob[] = []
  #waiting: string[] = []
  #characters = 0

  constructor(type: string) {
    this.#type = type
  }

  write(text: string): void {
    this.#waiting.push(text)
    this.#characters += text.length
    if (this.#characters >= pieceCharacters) this.#flush()
  }

  /** @throws {ChatError} `storage-full` when the browser could not keep all of it. */
  async finish(): Promise<Blob> {
    this.#flush()
    try {
      const expected = this.#blobs.reduce((sum, { size }) => sum + size, 0)
      const blob = new Blob(this.#blobs, { type: this.#type })
      // A blob that the disk had no room for looks whole until it is read.
      const [first, last] = await Promise.all([blob.slice(0, 1), blob.slice(-1)].map((part) => part.arrayBuffer()))
      if (blob.size !== expected || first?.byteLength !== 1 || last?.byteLength !== 1)
        throw new Error('It is not whole.')
      return blob
    } catch (cause) {
      throw new ChatError(
        'storage-full',
        'The file could not be written, perhaps for want of room on the disk. Nothing of yours was changed.',
        { cause },
      )
    }
  }

  #flush(): void {
    this.#blobs.push(new Blob(this.#waiting))
    this.#waiting = []
    this.#characters = 0
  }
}
