/** What a character is to somebody who compares words. Everything above `last` stands for itself. */
export const sign = {
  /** Says nothing: a joiner, a soft hyphen, a mark of emphasis. */
  nothing: 1,
  space: 2,
  line: 3,
  dash: 4,
  quotationMark: 5,
  bracketOpens: 6,
  bracketCloses: 7,
  angleOpens: 8,
  exclamation: 9,
  /** Between two pieces of text that may or may not touch: cells of a table, elements of a page. */
  joint: 10,
  /** Stands for several letters: a ligature, an accented letter, an ellipsis. */
  several: 11,
  last: 15,
} as const

/** Parts the texts of a page's nodes. No text holds it: it is for private use. */
export const joint = '\uE000'

const quotationMarks = '"\'“”„‟‘’‚‛«»‹›「」『』〝〞〟′″´ʼ'
const marks = '*_~`^\\>'
// Vowel points of Hebrew and Arabic, and the stretched line: many writers leave them out.
const points = /[\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u0640\u064B-\u065F\u0670]/g
const unseen = /[\p{Cc}\p{Cf}\p{Variation_Selector}\u034F\u115F\u1160\u17B4\u17B5\u3164\uFFA0]/u
const known = new Uint16Array(0x10000)
const letters = new Map<number, string>()

/** A `sign`, or the one UTF-16 unit that this one is compared as. */
export function signOf(unit: number): number {
  const found = known[unit] ?? 0
  if (found !== 0) return found
  const made = classify(unit)
  known[unit] = made
  return made
}

/** The letters of a unit whose sign is `several`. */
export function lettersOf(unit: number): string {
  return letters.get(unit) ?? ''
}

/** The letters of a character outside the first plane, such as a mathematical one. */
export function wideLetters(codePoint: number): string {
  const made = letters.get(codePoint)
  if (made !== undefined) return made
  const character = String.fromCodePoint(codePoint)
  const plain = unseen.test(character) ? '' : character.normalize('NFKD')
  letters.set(codePoint, plain)
  return plain
}

function classify(unit: number): number {
  const character = String.fromCharCode(unit)
  if (character === '\n' || character === '\u2028' || character === '\u2029') return sign.line
  if (/\s/.test(character)) return sign.space
  if (unit === 0xad || marks.includes(character)) return sign.nothing
  if (character === joint || character === '|') return sign.joint
  if (unseen.test(character) || character.search(points) === 0) return sign.nothing
  if (/[\p{Pd}\u2043\u2212]/u.test(character)) return sign.dash
  if (quotationMarks.includes(character)) return sign.quotationMark
  if (character === '[') return sign.bracketOpens
  if (character === ']') return sign.bracketCloses
  if (character === '<') return sign.angleOpens
  if (character === '!') return sign.exclamation
  const plain = character.normalize('NFKD').replace(/ /g, '').replace(points, '')
  if (plain.length === 1) return plain === character ? unit : signOf(plain.charCodeAt(0))
  if (plain === '') return sign.nothing
  letters.set(unit, plain)
  return sign.several
}
