type Listener = (words: string) => void

let listener: Listener | undefined

/** Has a screen reader say what was done where nothing but a sign tells of it. Said in the panel only. */
export function say(words: string): void {
  listener?.(words)
}

/** Returns how to stop. */
export function onSay(next: Listener): () => void {
  listener = next
  return () => {
    listener = undefined
  }
}
