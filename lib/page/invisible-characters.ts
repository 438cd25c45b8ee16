/**
 * Text that a model reads and a person cannot see: the tag block can spell a whole instruction, zero-width characters
 * and variation selectors can carry bits. What scripts and emoji need stays where they need it.
 */
const suspectRanges: [first: number, last: number][] = [
  // Controls, but for tab and the two line breaks.
  [0x00, 0x08],
  [0x0b, 0x0c],
  [0x0e, 0x1f],
  [0x7f, 0x9f],
  // Soft hyphen, combining joiner, Arabic letter mark, Hangul fillers, Khmer vowels, Mongolian selectors.
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  // Zero widths, direction controls, invisible operators, byte order marks, interlinear anchors.
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff9, 0xfffb],
  [0x1d173, 0x1d17a],
  // Variation selectors; the tag block and the rest of its plane's start.
  [0xfe00, 0xfe0f],
  [0xe0000, 0xe0fff],
]
const suspectClass = suspectRanges
  .map(([first, last]) => `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`)
  .join('')
const suspects = new RegExp(`[${suspectClass}]`, 'u')
const allSuspects = new RegExp(`[${suspectClass}]`, 'gu')

const emoji = /\p{Extended_Pictographic}/u
const emojiPart = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\u20E3\u{E007F}]/u
/** Scripts in which ZWJ and ZWNJ change what is read: Arabic and its relatives, the Indic family, Mongolian. */
const joiningScript =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Nko}\p{Script=Thaana}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u
/** England, Scotland, Wales: a black flag, a region in tag letters, the end tag. Nothing else may use the tag block. */
const flag = /^\u{1F3F4}[\u{E0061}-\u{E007A}\u{E0030}-\u{E0039}]{3,6}\u{E007F}/u

const allFlags = new RegExp(flag.source.slice(1), 'gu')
/** The tag block and the variation selectors beyond the emoji's: nothing that is read is written in them. */
const carriers = /[\u{E0000}-\u{E0FFF}]/u
const allCarriers = /[\u{E0000}-\u{E0FFF}]/gu

/** `text` without what cannot be seen. Line and paragraph separators become line breaks. */
export function stripInvisible(text: string): string {
  // Nearly every text is clean, and then one scan is all it costs.
  if (!suspects.test(text)) return text
  let kept = ''
  let copied = 0
  for (const match of text.matchAll(allSuspects)) {
    // A flag that was kept whole covers its own tag letters.
    if (match.index < copied) continue
    kept += text.slice(copied, match.index)
    copied = match.index + match[0].length
    const code = match[0].codePointAt(0) ?? 0
    if (code >= 0xe0061 && code <= 0xe007a) {
      const start = match.index - 2
      const whole = start < 0 ? null : flag.exec(text.slice(start, start + 20))
      if (whole) {
        kept += whole[0].slice(2)
        copied = start + whole[0].length
      }
      continue
    }
    kept += replacement(code, match[0], lastCharacter(kept), firstCharacter(text, copied))
  }
  return kept + text.slice(copied)
}

/**
 * What is spelled in characters without a shape: the letters of the tag block as they would be read, and how many
 * characters carry bits. Soft hyphens, joiners and flags are writing and carry none.
 */
export function smuggledLetters(text: string): { letters: string; count: number } {
  if (!carriers.test(text)) return { letters: '', count: 0 }
  let letters = ''
  let count = 0
  for (const [found] of text.replace(allFlags, '').matchAll(allCarriers)) {
    count += 1
    const code = (found.codePointAt(0) ?? 0) - 0xe0000
    if (code >= 0x20 && code < 0x7f) letters += String.fromCharCode(code)
  }
  return { letters: letters.trim(), count }
}

/** What stands for one suspect between its neighbours. */
function replacement(code: number, character: string, before: string, after: string): string {
  if (code === 0x2028 || code === 0x0c || code === 0x0b || code === 0x85) return '\n'
  if (code === 0x2029) return '\n\n'
  if (code === 0x200d) {
    const joinsEmoji = (emojiPart.test(before) || before === '\uFE0F') && emoji.test(after)
    return joinsEmoji || joinsLetters(before, after) ? character : ''
  }
  if (code === 0x200c) return joinsLetters(before, after) ? character : ''
  if (code === 0xfe0f || code === 0xfe0e) {
    const isKeycap = /[0-9#*]/.test(before) && after === '\u20E3'
    return emoji.test(before) || isKeycap ? character : ''
  }
  // Khmer inherent vowels and Mongolian selectors are spelling, not decoration.
  if (code === 0x17b4 || code === 0x17b5) return /\p{Script=Khmer}/u.test(before) ? character : ''
  if (code >= 0x180b && code <= 0x180f) return /\p{Script=Mongolian}/u.test(before + after) ? character : ''
  // The left-to-right and right-to-left marks order punctuation in mixed text; alone they reorder nothing visible.
  if (code === 0x200e || code === 0x200f || code === 0x061c) {
    return rightToLeft.test(before) || rightToLeft.test(after) ? character : ''
  }
  return ''
}

/** A joiner stands between letters of such a script, or ends a word in one (an Indic half form, a Persian plural). */
function joinsLetters(before: string, after: string): boolean {
  return joiningScript.test(before) && (after === '' || !/[\u200B-\u200F\u2060-\u206F]/.test(after))
}

function lastCharacter(text: string): string {
  const last = text.at(-1) ?? ''
  return /[\uDC00-\uDFFF]/.test(last) ? text.slice(-2) : last
}

function firstCharacter(text: string, index: number): string {
  const code = text.codePointAt(index)
  return code === undefined ? '' : String.fromCodePoint(code)
}
