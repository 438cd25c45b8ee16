const saveAfterMs = 250

/** Stores what is being typed: a moment after the last key, or at once when the panel may be gone the next moment. */
export class DraftSaver {
  readonly #save: () => void
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(save: () => void) {
    this.#save = save
  }

  soon(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.now(), saveAfterMs)
  }

  now(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#save()
  }
}
