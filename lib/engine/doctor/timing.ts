/** Fewer pieces may well arrive together: some servers send whole sentences. */
const fewestPieces = 8
/** A silence that a fast server does not have. */
const longSilenceMs = 1_500
/** Pieces that a model wrote one after the other, and that nobody held back, take longer than this. */
const burstMs = 50

/**
 * Whether something on the way kept a stream back until it was whole: a long silence, and then many pieces at once. A
 * server that is merely fast is not silent for long, and a short answer proves nothing.
 * @param pieces when each piece of the answer came, in milliseconds since the request was sent.
 */
export function looksBuffered(pieces: readonly number[]): boolean {
  const [first] = pieces
  const last = pieces.at(-1)
  if (first === undefined || last === undefined || pieces.length < fewestPieces) return false
  return first > longSilenceMs && last - first <= burstMs
}

/** A span as a reader says it. */
export function inSeconds(milliseconds: number): string {
  if (milliseconds < 100) return 'at once'
  return `after ${(milliseconds / 1_000).toLocaleString('en', { maximumFractionDigits: 1 })} s`
}
