/**
 * How many different words must have come, gone, or changed in number before a page counts as changed. A clock, a
 * counter of visitors or a price has only digits, which are no words here; "3 minutes ago" turning into "an hour ago"
 * moves three words, however often it stands on the page, since each word counts once. A new sentence moves more than
 * this. What a page says with other digits alone is therefore not announced: the reader can refresh at any time.
 */
const leastWords = 5

const word =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]|\p{L}[\p{L}\p{M}]*/gu
/** Addresses carry the numbers of sessions and campaigns, which nobody reads. */
const address = /\]\([^()\s]*(?:\s[^()]*)?\)|https?:\/\/\S+/g

/** Whether a page's text says something else than it did, by more than what moves on any page. */
export function hasDrifted(earlier: string, now: string): boolean {
  if (earlier === now) return false
  const difference = countWords(earlier)
  for (const [one, count] of countWords(now)) difference.set(one, (difference.get(one) ?? 0) - count)
  let moved = 0
  for (const count of difference.values()) if (count !== 0) moved += 1
  return moved >= leastWords
}

function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const [one] of text.replace(address, ']').normalize('NFKC').toLowerCase().matchAll(word)) {
    counts.set(one, (counts.get(one) ?? 0) + 1)
  }
  return counts
}
