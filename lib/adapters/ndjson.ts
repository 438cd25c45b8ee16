import type { HttpReply } from './http/reply'
import { looksLikeHtml } from './http/server-error'
import { parseJson } from './json'
import { rest, untilBroken, type SseItem } from './sse'

/**
 * The lines of a newline-delimited JSON body. Only a line feed ends a line: JSON text may hold other line separators.
 * Go-betweens make event streams of such bodies, or spread one JSON text over several lines: both are taken as meant.
 * @throws {ChatError} `bad-response` for a web page.
 */
export async function* readNdjson(reply: HttpReply): AsyncGenerator<SseItem> {
  const body = untilBroken(reply.text())
  let pending: string[] = []
  let pendingLength = 0
  let begun = false
  for await (const piece of body.pieces) {
    const lines = piece.split('\n')
    const last = lines.pop() ?? ''
    for (const [index, line] of lines.entries()) {
      pending.push(line)
      const text = jsonOf(pending.join(''))
      pending = []
      pendingLength = 0
      if (text === '') continue
      if (!begun && looksLikeHtml(text)) throw reply.webPage(text)
      if (!begun && /^[{[]$/.test(text)) {
        const behind = [...lines.slice(index + 1), last].join('\n')
        yield* document(reply, await rest(reply, `${text}\n${behind}`, body.pieces))
        body.throwIfBroken()
        return
      }
      begun = true
      reply.eventCame()
      yield { type: 'event', data: text, whole: true }
      reply.throwIfEnded()
    }
    pending.push(last)
    pendingLength += last.length
    if (pendingLength > reply.eventLimit) throw reply.tooLarge()
  }
  reply.throwIfEnded()
  const text = jsonOf(pending.join(''))
  if (!begun && looksLikeHtml(text)) throw reply.webPage(text)
  if (text !== '') yield { type: 'event', data: text, whole: false }
  body.throwIfBroken()
  if (!begun && text === '') yield { type: 'nothing' }
}

function* document(reply: HttpReply, text: string): Generator<SseItem> {
  reply.eventCame()
  yield parseJson(text) === undefined ? { type: 'event', data: text, whole: false } : { type: 'document', text }
}

/** What a line says, without the clothes of an event stream; nothing where it says nothing. */
function jsonOf(line: string): string {
  const text = line.trim()
  if (/^(:|event:|id:|retry:)/.test(text)) return ''
  return text.startsWith('data:') ? text.slice('data:'.length).trim() : text
}
