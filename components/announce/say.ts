/** `urgent`: said at once, whatever is being said. */
export type Said = { words: string; urgent: boolean }

/** Hears what is said; null: what was said is of no matter any more. */
type Ear = (said: readonly Said[] | null) => void

const ears = new Set<Ear>()

export function tell(said: readonly Said[]): void {
  for (const ear of ears) ear(said)
}

/** Has a screen reader say what was done where nothing but a sign tells of it. */
export function say(words: string): void {
  tell([{ words, urgent: false }])
}

/** Forgets what was said. */
export function hush(): void {
  for (const ear of ears) ear(null)
}

/** Returns how to stop. */
export function hear(ear: Ear): () => void {
  ears.add(ear)
  return () => void ears.delete(ear)
}
