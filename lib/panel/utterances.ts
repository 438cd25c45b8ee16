/** A stretch of a text to be read aloud. `ours`: words of ours, which are English whatever the text is in. */
export type SpokenBlock = { words: string; ours: boolean }

/** What is said at once, and in which language (BCP 47). */
export type Utterance = { text: string; language: string }

/** Characters. Chromium falls silent in the middle of an utterance that takes much longer than ten seconds. */
const longestUtterance = 200

/** Sentence by sentence, each in its language as far as its script tells. `language` is that of the text as a whole. */
export function utterancesOf(blocks: readonly SpokenBlock[], language: string): Utterance[] {
  return blocks.flatMap(({ words, ours }) => {
    const base = ours ? 'en' : language
    return sentencesOf(words, base).map((text) => ({ text, language: ours ? base : languageOf(text, base) }))
  })
}

function sentencesOf(words: string, language: string): string[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' })
  return [...segmenter.segment(words)]
    .map(({ segment }) => segment.trim())
    .reduce(withAbbreviations, [])
    .flatMap(inPieces)
    .filter((text) => /[\p{L}\p{N}]/u.test(text))
}

/** What ends after a few letters is `Dr.` more often than a sentence. */
function withAbbreviations(sentences: string[], sentence: string): string[] {
  const before = sentences.at(-1)
  if (before === undefined || !/(^|\s)\p{Lu}\p{Ll}{0,2}\.$/u.test(before)) return [...sentences, sentence]
  return [...sentences.slice(0, -1), `${before} ${sentence}`]
}

/** Cuts a long sentence behind a comma, else behind a word, else where it must be. */
function inPieces(sentence: string): string[] {
  const pieces: string[] = []
  let rest = sentence
  while (rest.length > longestUtterance) {
    const head = rest.slice(0, longestUtterance)
    const [comma] = /^.{40,}[,;:،؛、，；](?!\d)/su.exec(head) ?? []
    const [word] = /^.{40,}\s/su.exec(head) ?? []
    const whole = head.isWellFormed() ? head : head.slice(0, -1)
    const piece = comma ?? word ?? whole
    pieces.push(piece.trim())
    rest = rest.slice(piece.length).trimStart()
  }
  return [...pieces, rest]
}

/** Which languages are written in a script, the most likely first. The last script here is that of all others. */
const scripts: readonly [letters: RegExp, languages: readonly string[]][] = [
  [/[\p{sc=Hiragana}\p{sc=Katakana}]/gu, ['ja']],
  [/\p{sc=Hangul}/gu, ['ko']],
  [/\p{sc=Han}/gu, ['zh', 'ja', 'yue']],
  [/\p{sc=Arabic}/gu, ['ar', 'fa', 'ur', 'ps', 'ug', 'ckb', 'sd']],
  [/\p{sc=Hebrew}/gu, ['he', 'iw', 'yi']],
  [/\p{sc=Cyrillic}/gu, ['ru', 'uk', 'bg', 'sr', 'mk', 'be', 'kk', 'ky', 'mn', 'tg']],
  [/\p{sc=Greek}/gu, ['el']],
  [/\p{sc=Devanagari}/gu, ['hi', 'mr', 'ne', 'sa']],
  [/\p{sc=Bengali}/gu, ['bn', 'as']],
  [/\p{sc=Tamil}/gu, ['ta']],
  [/\p{sc=Telugu}/gu, ['te']],
  [/\p{sc=Thai}/gu, ['th']],
  [/\p{sc=Georgian}/gu, ['ka']],
  [/\p{sc=Armenian}/gu, ['hy']],
]
const notLatin: ReadonlySet<string> = new Set(scripts.flatMap(([, languages]) => languages))

/** The language of the whole where the sentence can be in it; else the one that its script is mostly for. */
function languageOf(sentence: string, whole: string): string {
  const [primary = ''] = whole.toLowerCase().split('-')
  const letters = sentence.match(/\p{L}/gu)?.length ?? 0
  for (const [pattern, languages] of scripts) {
    const count = sentence.match(pattern)?.length ?? 0
    // Japanese is known by a few of its own signs among many Chinese ones.
    const enough = languages[0] === 'ja' ? count > 0 && count * 6 > letters : count * 2 > letters
    if (enough) return languages.includes(primary) ? whole : (languages[0] ?? whole)
  }
  return letters > 0 && notLatin.has(primary) ? 'en' : whole
}
