import { fieldOf } from './read-gloss'
import { stringOf } from './turns'

/** Letters that no font has, around what its own page draws: sources, names, links. */
const drawn = /\uE200([^\uE201]{0,2000})\uE201/g
/** What stood for a source before: “【4†page.pdf】”. */
const source = /【\d{1,4}(:\d{1,4})?†[^】]{0,300}】/g

/** A text as its own page would show it, without marks of sources. */
export function withoutMarks(text: string): string {
  return text.replace(drawn, (_, inside: string) => wordsIn(inside)).replace(source, '')
}

/** Of a name and of a link the words are said. */
function wordsIn(inside: string): string {
  const [kind, value = '', address] = inside.split('\uE202')
  if (kind === 'url') return address === undefined ? value : `[${value}](${address})`
  if (kind !== 'entity') return ''
  return /^\["[^"]*","([^"]*)"/.exec(value)?.[1] ?? ''
}

/**
 * The document that an answer writes beside the conversation, which the export holds as what is said to a tool.
 * Undefined for what is said to other tools, and for corrections of a few words.
 */
export function documentIn(recipient: string, said: string): string | undefined {
  if (!recipient.startsWith('canmore.')) return undefined
  const value = parsed(said)
  const updates = fieldOf(value, 'updates')
  // A correction whose pattern is everything is the document anew.
  const anew = Array.isArray(updates) && updates.length === 1 && fieldOf(updates[0], 'pattern') === '.*'
  const text = stringOf(anew ? fieldOf(updates[0], 'replacement') : fieldOf(value, 'content'))
  if (text === undefined || recipient.startsWith('canmore.comment')) return undefined
  const kind = stringOf(fieldOf(value, 'type')) ?? ''
  return kind.startsWith('code/') ? fenced(text, /^code\/([a-z0-9+#-]{1,30})$/.exec(kind)?.[1]) : text
}

export function fenced(code: string, language = ''): string {
  return code.trim() === '' ? '' : `\`\`\`\`${language}\n${code}\n\`\`\`\``
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
