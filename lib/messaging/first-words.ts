import type { MessageEvent } from './port'

/** Knows which answers have said something already. Their first words, and the first after their thoughts, wait for nothing. */
export class FirstWords {
  readonly #spoken = new Set<string>()

  /** Whether an event holds such words; asked once for each. */
  isIn({ messageId, event }: MessageEvent): boolean {
    if (event.type !== 'text-delta' && event.type !== 'reasoning-delta') return false
    const voice = `${event.type} ${messageId}`
    if (this.#spoken.has(voice)) return false
    this.#spoken.add(voice)
    return true
  }
}
