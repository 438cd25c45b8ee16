import { findWords, foldWord, isLetter, joinCuts, longestWord, searchTerms, type SearchTerm } from './search-words'

/** What a reader looks for, taken apart once. */
export type SearchQuery = {
  text: string
  terms: readonly SearchTerm[]
  /** The words as they were written, one after the other; null where there is one only. */
  phrase: RegExp | null
}

/** What of a query a text says. */
export type Match = {
  /** How many of the terms. */
  count: number
  isPhrase: boolean
  /** About where one of them stands. */
  at: number
}

export function searchQuery(text: string): SearchQuery {
  const terms = searchTerms(text)
  return { text, terms, phrase: terms.length > 1 ? phraseOf(text) : null }
}

/** Looks for the letters first: most texts hold none of them, and are not taken apart to see that. */
export function matchIn(text: string, { terms, phrase }: SearchQuery): Match {
  const raw = foldWord(text)
  // What is not there as it is written may be there as it is read.
  const folded = terms.some((term) => placeOf(term, raw) === -1) ? joinCuts(raw) : raw
  const places = terms.map((term) => placeOf(term, folded)).filter((place) => place !== -1)
  const phraseAt = phrase && places.length === terms.length ? folded.search(phrase) : -1
  return { count: places.length, isPhrase: phraseAt !== -1, at: phraseAt === -1 ? (places[0] ?? 0) : phraseAt }
}

/** Where in a folded text a term first stands as a word, or -1. */
function placeOf({ word, open, dense }: SearchTerm, folded: string): number {
  for (let at = folded.indexOf(word); at !== -1; at = folded.indexOf(word, at + 1)) {
    if (dense) return at
    const ends = open || word.length === longestWord || !isLetter(folded[at + word.length])
    if (ends && !isLetter(folded[at - 1])) return at
  }
  return -1
}

/** Words are of letters, digits and their marks: nothing in them means anything in a pattern. */
function phraseOf(query: string): RegExp {
  const words = [...findWords(query)]
  const pattern = words.map(({ folded, dense }, index) => {
    const before = words[index - 1]
    if (!before) return folded
    // Between two scripts there may be no blank.
    return `[^\\p{L}\\p{N}\\p{M}]${before.dense || dense ? '*' : '+'}${folded}`
  })
  return new RegExp(`${words[0]?.dense ? '' : '(?<![\\p{L}\\p{N}\\p{M}])'}${pattern.join('')}`, 'u')
}
