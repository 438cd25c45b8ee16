/** What takes minutes is only tried by `npm run test:soak`. */
export const isSoak = process.env.GLOSS_SOAK === '1'

/** How often a fault is tried. `GLOSS_TRIES` bounds the soak's number on a machine with less time. */
export function triesOf(everyday: number, soak: number): number {
  return isSoak ? Math.min(soak, Number(process.env.GLOSS_TRIES ?? soak)) : everyday
}

/** Numbers between 0 and 1 that are the same again for the same seed (mulberry32). */
export function seededRandom(seed = Number(process.env.GLOSS_SEED ?? Date.now() % 1_000_000)): () => number {
  process.stdout.write(`    GLOSS_SEED=${seed}\n`)
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
