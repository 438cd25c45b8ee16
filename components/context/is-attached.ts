import type { Attachment } from '../../lib/chat/attachment'

/** From this many letters on, the words of a selection may be the beginning of a longer one. */
const lettersOfALine = 100

/** Whether one of these is a selection that begins with the words that are selected now, as far as a line tells. */
export function isAttached(words: string, attachments: readonly Attachment[]): boolean {
  const selected = letters(words)
  return attachments.some(({ kind, text }) => {
    if (kind !== 'selection') return false
    const attached = letters(text)
    return selected.length < lettersOfALine ? attached === selected : attached.startsWith(selected)
  })
}

/** What is left of a text, plain or in markdown, that both forms have. */
function letters(text: string): string {
  return text.replace(/\]\([^()]*\)|[^\p{L}\p{N}]+/gu, '')
}
