/** Longer ones, such as encoded data, are told apart by their beginning. */
export const longestWord = 40

/** Scripts that put no blanks between their words. */
const dense = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}`
const letter = String.raw`[[\p{L}\p{N}\p{M}]--[${dense}]]`
const words = new RegExp(`([${dense}]+)|${letter}+`, 'gv')
const letters = new RegExp(letter, 'v')
/** Accents, and the vowel signs of Arabic, which few people write. */
const accents = /[\u0300-\u036f\u064b-\u065f]/g
// oxlint-disable-next-line no-control-regex -- all of ASCII
const plain = /^[\0-\x7f]*$/
const denseStart = new RegExp(`^[${dense}]`, 'v')

/** A word, or a text, as it is compared: without case, accents and forms of width. */
export function foldWord(word: string): string {
  const lower = word.toLowerCase()
  if (plain.test(lower)) return lower
  return lower.normalize('NFKD').replace(accents, '').normalize('NFKC').replaceAll('ς', 'σ')
}

/** Whether a character goes on with a word, in a script that puts blanks between words. */
export function isLetter(character: string | undefined): boolean {
  return character !== undefined && letters.test(character)
}

/** A stretch of a text between blanks and marks, and where it stands. */
export type FoundWord = { from: number; to: number; folded: string; dense: boolean }

export function* findWords(text: string): Generator<FoundWord> {
  for (const match of text.matchAll(words)) {
    const [raw, run] = match
    yield { from: match.index, to: match.index + raw.length, folded: foldWord(raw), dense: run !== undefined }
  }
}

/** Marks in the middle of a word, which its reader does not see: “calf**skin**”. They may mean something else in code. */
const cuts = /(?<=[\p{L}\p{N}\p{M}])(?:\*{1,3}|~~|`)(?=[\p{L}\p{N}])/gu
const cutWords = /[\p{L}\p{N}\p{M}]+(?:(?:\*{1,3}|~~|`)[\p{L}\p{N}\p{M}]+)+/gu

export function joinCuts(text: string): string {
  return text.replace(cuts, '')
}

/**
 * The words a text is found by, each as often as it stands there. A stretch without blanks gives every two neighbours,
 * and its last character alone, so that each of its characters begins one. A word that marks cut gives its parts and
 * the whole.
 */
export function* searchWords(text: string): Generator<string> {
  for (const { folded, dense: isDense } of findWords(text)) {
    if (isDense) yield* neighbours(folded)
    else yield folded.slice(0, longestWord)
  }
  for (const [cut] of text.matchAll(cutWords)) yield* searchWords(joinCuts(cut))
}

function* neighbours(run: string): Generator<string> {
  const characters = Array.from(run)
  for (const [index, character] of characters.entries()) yield character + (characters[index + 1] ?? '')
}

/**
 * The beginning by which a word is filed: two letters, or one character of a script that has thousands. So each file is
 * of a size that is read at once, and a word or the beginning of one is in one file.
 */
export function stemOf(word: string): string {
  return denseStart.exec(word)?.[0] ?? word.slice(0, 2)
}

/** A word that is looked for. */
export type SearchTerm = {
  word: string
  /** A word that begins so will do, too. */
  open: boolean
  /** Of a script without blanks: it may begin and end anywhere. */
  dense: boolean
}

/** Shorter ones begin too many words. */
const shortestOpen = 3

/**
 * What a reader's words ask for; everything of it has to be found. The last word may be half typed.
 * @returns no terms where there is no word in it.
 */
export function searchTerms(query: string): SearchTerm[] {
  const found = [...findWords(query)]
  const terms = found.flatMap(({ folded, dense: isDense, to }, index): SearchTerm[] => {
    if (isDense) return denseTerms(folded)
    const word = folded.slice(0, longestWord)
    const isTyped = index === found.length - 1 && to === query.length
    return [{ word, open: word.length >= shortestOpen || (isTyped && word.length > 1), dense: false }]
  })
  return terms.filter(({ word }, index) => terms.findIndex((other) => other.word === word) === index)
}

function denseTerms(run: string): SearchTerm[] {
  const characters = Array.from(run)
  // The last character of a run stands alone in the index; here more of it may follow in the text.
  if (characters.length === 1) return [{ word: run, open: true, dense: true }]
  return characters.slice(0, -1).map((one, index) => {
    const word = one + (characters[index + 1] ?? '')
    return { word, open: false, dense: true }
  })
}

/** Whether a word of a text is what the term looks for. */
export function isSought({ word, open }: SearchTerm, folded: string): boolean {
  return folded === word || (open && folded.startsWith(word))
}
