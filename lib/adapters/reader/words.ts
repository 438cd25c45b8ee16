const word = /[\p{L}\p{N}\p{M}]+/gu
// Scripts that do not put spaces between words: there the browser's dictionary must find them.
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const arabicArticle = /^(?:[وفبك]?ال|لل)(?=\p{L}{3})/u
const segmenters = new Map<string, Intl.Segmenter>()

/** The words of a text, folded so that spellings of the same word are equal. */
export function wordsOf(text: string, language?: string): string[] {
  const plain = text.normalize('NFKC')
  const words: string[] = []
  if (!unspaced.test(plain)) for (const [run] of plain.matchAll(word)) words.push(fold(run))
  // Whole sentences at once: each call of the segmenter costs more than the words it finds.
  else {
    for (const { segment, isWordLike } of segmenter('word', language).segment(plain)) {
      if (isWordLike) words.push(fold(segment))
    }
  }
  return words
}

function fold(run: string): string {
  const lower = run.toLowerCase()
  if (/^[a-z\d]+$/.test(lower)) return lower
  return (
    lower
      .replaceAll('ß', 'ss')
      .normalize('NFD')
      // Accents of Latin, Greek and Cyrillic, and the vowel marks of Arabic: many writers leave them out.
      .replace(/[\u0300-\u036F]|\u0640|[\u064B-\u065F]|\u0670/g, '')
      .normalize('NFC')
      .replace(arabicArticle, '')
  )
}

/**
 * How much two folded words are the same: 1 for equal ones, less for forms of one word, told by a long common
 * beginning, which holds in any language that changes its words at the end.
 */
export function likeness(one: string, other: string): number {
  if (one === other) return 1
  const shorter = Math.min(one.length, other.length)
  const longer = Math.max(one.length, other.length)
  if (shorter < 4 || longer - shorter > 5) return 0
  let common = 0
  while (common < shorter && one[common] === other[common]) common += 1
  return common >= 4 && common >= shorter - 1 && common >= longer * 0.55 ? 0.6 : 0
}

/** A segmenter for a language; one for the common rules where the language is unknown or no language at all. */
export function segmenter(granularity: 'word' | 'sentence', language = ''): Intl.Segmenter {
  const key = `${granularity} ${language}`
  const known = segmenters.get(key)
  if (known) return known
  const made = makeSegmenter(granularity, language)
  segmenters.set(key, made)
  return made
}

function makeSegmenter(granularity: 'word' | 'sentence', language: string): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language === '' ? undefined : language, { granularity })
  } catch {
    return new Intl.Segmenter(undefined, { granularity })
  }
}
