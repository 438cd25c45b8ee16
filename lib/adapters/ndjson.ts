import type { HttpReply } from './http/reply'
import { looksLikeHtml } from './http/server-error'

/** One line. `whole` is false for a last one that no line end closed: it may have been cut. */
export type NdjsonLine = { value: unknown; whole: boolean }

/**
 * The lines of a newline-delimited JSON body, parsed. Only a line feed ends a line: JSON text may hold other line
 * separators.
 * @throws {ChatError} `bad-response` for a line that is no JSON, unless it is the cut last one.
 */
export async function* readNdjson(reply: HttpReply): AsyncGenerator<NdjsonLine> {
  let pending: string[] = []
  let pendingLength = 0
  let blank = true
  for await (const piece of reply.text()) {
    blank &&= piece.trim() === ''
    const lines = piece.split('\n')
    const last = lines.pop() ?? ''
    for (const line of lines) {
      pending.push(line)
      const value = parseLine(reply, pending.join(''), true)
      pending = []
      pendingLength = 0
      if (value !== undefined) yield { value, whole: true }
      reply.throwIfEnded()
    }
    pending.push(last)
    pendingLength += last.length
    if (pendingLength > reply.eventLimit) throw reply.tooLarge()
  }
  if (blank) throw reply.fail('bad-response', 'The server sent an empty answer.')
  const value = parseLine(reply, pending.join(''), false)
  if (value !== undefined) yield { value, whole: false }
}

function parseLine(reply: HttpReply, line: string, whole: boolean): unknown {
  const text = line.trim()
  if (text === '') return undefined
  try {
    const value: unknown = JSON.parse(text)
    reply.eventCame()
    return value
  } catch {
    if (looksLikeHtml(text)) throw reply.webPage(text)
    if (whole) throw reply.fail('bad-response', 'The server sent a line that cannot be read.', text)
    return undefined
  }
}
