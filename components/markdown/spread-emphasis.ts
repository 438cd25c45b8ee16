/** A sign of punctuation that nobody writes. It goes between marks and letters, and out again when they are read. */
const standIn = '\u2E4B'

const letter = String.raw`[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Bopomofo}ー]`
const sign = String.raw`[[\p{P}\p{S}]--[*\\]]`
const behind = new RegExp(`(?<=${sign})\\*{1,3}(?=${letter})`, 'gv')
const before = new RegExp(`(?<=${letter})(?=\\*{1,3}${sign})`, 'gv')

/**
 * Lets emphasis begin and end between letters and punctuation in scripts that put no blanks there: to CommonMark the marks
 * of `**注意：**请看` neither begin nor end anything, and with two of them in a line the words between are in bold.
 */
export function spreadEmphasis(markdown: string): string {
  if (!markdown.includes('*') || markdown.includes(standIn)) return markdown
  return markdown.replace(behind, `$&${standIn}`).replace(before, standIn)
}

/** A text without what was put between. */
export function gatherEmphasis(text: string): string {
  return text.replaceAll(standIn, '')
}
