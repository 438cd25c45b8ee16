/** Nobody searches for a tab with more letters. */
const longest = 40

/** An `@word` that ends at the cursor: where its `@` stands, and what is being looked for. */
export type Mention = { from: number; query: string }

/** The `@word` before the cursor, where it begins a word: `name@host` is an address. */
export function mentionAt(text: string, cursor: number): Mention | null {
  const before = text.slice(Math.max(0, cursor - longest - 1), cursor)
  const found = /(?:^|[\s([{"'“‘「（])@([^\s@]*)$/u.exec(before)
  const query = found?.[1]
  // Where the text was cut for the search its first letter begins no word.
  if (query === undefined || (found?.index === 0 && !found[0].startsWith('@') && query.length >= longest)) return null
  const from = cursor - query.length - 1
  return from > 0 && !/[\s([{"'“‘「（]/u.test(text.charAt(from - 1)) ? null : { from, query }
}

/** The text without the `@word`, and where the cursor stands then. */
export function withoutMention(text: string, { from, query }: Mention): { text: string; cursor: number } {
  const rest = text.slice(from + 1 + query.length)
  const start = text.slice(0, from)
  // Of the two blanks around it one stays.
  const glued = /\s$/.test(start) && /^\s/.test(rest) ? rest.slice(1) : rest
  return { text: start + glued, cursor: start.length }
}
