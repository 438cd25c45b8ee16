type Questions = (conversationId: string) => AsyncIterator<string>

/** More than this nobody walks through. */
const mostRecalled = 500

/** The walk through what was asked before, key by key: each question once. What was being written waits at its end. */
export class Recall {
  readonly #questions: Questions
  #source: AsyncIterator<string> | undefined
  #known: string[] = []
  /** Of what is known; -1 is what was being written. */
  #at = -1
  #written = ''
  #last: Promise<unknown> = Promise.resolve()

  constructor(questions: Questions) {
    this.#questions = questions
  }

  /** Whether a text is what was recalled last, and nobody has changed it. */
  shows(text: string): boolean {
    return this.#at >= 0 && this.#known[this.#at] === text
  }

  /** Begins anew with what is being written. */
  begin(conversationId: string, written: string): void {
    this.#source = this.#questions(conversationId)
    this.#known = []
    this.#at = -1
    this.#written = written
  }

  /** The question before the one that is shown; undefined where there is none. Calls wait for one another. */
  earlier(): Promise<string | undefined> {
    const next = this.#last.then(() => this.#earlier())
    this.#last = next.catch(() => undefined)
    return next
  }

  /** The question behind the one that is shown, at last what was being written. */
  later(): string {
    this.#at = Math.max(-1, this.#at - 1)
    return this.#known[this.#at] ?? this.#written
  }

  /** Leaves the walk. Returns what was being written. */
  leave(): string {
    this.#at = -1
    return this.#written
  }

  async #earlier(): Promise<string | undefined> {
    const source = this.#source
    if (!source) return undefined
    while (this.#at + 1 >= this.#known.length && this.#known.length < mostRecalled) {
      // oxlint-disable-next-line no-await-in-loop -- one by one: most walks end after a few
      const { value, done } = await source.next()
      if (done || source !== this.#source) break
      const question = value.trim()
      if (question !== '' && !this.#known.includes(question)) this.#known.push(question)
    }
    if (this.#at + 1 >= this.#known.length) return undefined
    this.#at += 1
    return this.#known[this.#at]
  }
}
