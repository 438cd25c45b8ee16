/** How far a reading agrees with what a person marked as the page's main text. All between 0 and 1. */
export type Score = { precision: number; recall: number; f1: number }

/** Words of both as multisets: order and marks do not count, each word counts as often as it stands there. */
export function scoreOf(expected: string, read: string): Score {
  const wanted = countsOf(wordsOf(expected))
  const found = countsOf(wordsOf(read))
  let shared = 0
  for (const [word, count] of found) shared += Math.min(count, wanted.get(word) ?? 0)
  const [total, right] = [sum(found), sum(wanted)]
  const precision = total === 0 ? 0 : shared / total
  const recall = right === 0 ? 0 : shared / right
  return { precision, recall, f1: shared === 0 ? 0 : (2 * precision * recall) / (precision + recall) }
}

/** A markdown text without what is no text of the page: targets of links, the sign before an image's words. */
export function withoutMarks(markdown: string): string {
  return markdown
    .replace(/\]\((?:https?|mailto):[^)\s]*\)/g, '] ')
    .replace(/<(?:https?|mailto):[^>\s]*>/g, ' ')
    .replace(/^\s*\d+\. /gm, ' ')
    .replaceAll('[image: ', ' ')
    .replaceAll('<br>', ' ')
    .replace(/^```+[\w+#-]*$/gm, ' ')
}

/** Chinese and Japanese are written without blanks, so that each sign is a word of its own. */
const word =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}])+/gu

function wordsOf(text: string): string[] {
  return text.normalize('NFKC').toLowerCase().match(word) ?? []
}

function countsOf(words: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const one of words) counts.set(one, (counts.get(one) ?? 0) + 1)
  return counts
}

const sum = (counts: Map<string, number>) => [...counts.values()].reduce((total, count) => total + count, 0)
