const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u

/** Heard words as they go between what is written: apart from it, unless the script sets no spaces. */
export function dictated(words: string, before: string): string {
  const text = words.trim()
  if (text === '' || before === '' || /\s$/.test(before)) return text
  if (/^[.,;:!?…)\]]/.test(text) || (spaceless.test(text.charAt(0)) && spaceless.test(before.slice(-1)))) return text
  return ` ${text}`
}
