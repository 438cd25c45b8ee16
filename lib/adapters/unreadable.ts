import type { HttpReply } from './http/reply'

/** One broken event is an accident on the way; many are a server that speaks something else. */
const most = 3
const quoted = 60

/** Pieces of an answer that cannot be read. A few are left out, and that is said, since what they held is missing. */
export class Unreadable {
  readonly #reply: HttpReply
  #count = 0

  constructor(reply: HttpReply) {
    this.#reply = reply
  }

  /** @throws {ChatError} `bad-response` when there are too many of them. */
  skip(piece: string): void {
    this.#count++
    if (this.#count > most) {
      throw this.#reply.fail('bad-response', 'The server sent several pieces of the answer that cannot be read.', piece)
    }
    const { provider } = this.#reply
    this.#reply.note(
      `A piece of the answer from ${provider} could not be read, so it is missing: “${piece.slice(0, quoted)}”.`,
    )
  }
}
