import { createParser } from 'eventsource-parser'
import type { HttpReply } from './http/reply'
import { looksLikeHtml } from './http/server-error'
import { parseJson } from './json'

export type SseItem =
  /** `whole` is false for a last event that no blank line closed: it may have been cut. */
  | { type: 'event'; event?: string; data: string; whole: boolean }
  /** The body is one JSON text and no event stream. */
  | { type: 'document'; text: string }

const strayCharacters = 64 * 1024

/**
 * The events of a body. What it is, is seen from its first character: content types lie. Three things the parser
 * leaves to us are done here: a last event without its blank line counts; lines that are no event field (bare JSON,
 * also over several lines, and `error: {…}`) are events too, for which the parser must be fed whole lines; and lines are
 * limited.
 * @throws {ChatError} for a web page, an empty body, or a body with nothing readable in it.
 */
export async function* readSse(reply: HttpReply): AsyncGenerator<SseItem> {
  const pieces = reply.text()
  const head = await readHead(pieces)
  if (head.trim() === '') throw reply.fail('bad-response', 'The server sent an empty answer.')
  if (/^\s*[{[<]/.test(head)) {
    const text = head + (await rest(reply, pieces))
    if (looksLikeHtml(text)) throw reply.webPage(text)
    if (parseJson(text) === undefined) {
      yield* readEvents(reply, text, pieces)
      return
    }
    reply.eventCame()
    yield { type: 'document', text }
    return
  }
  yield* readEvents(reply, head, pieces)
}

async function* readEvents(reply: HttpReply, head: string, pieces: AsyncGenerator<string>): AsyncGenerator<SseItem> {
  const events: { event?: string; data: string }[] = []
  let strays = ''
  let bare = ''
  let sawEvent = false
  const parser = createParser({
    maxBufferSize: reply.eventLimit,
    onEvent: ({ event, data }) => {
      // What an event interrupts was no JSON.
      bare = ''
      events.push(event === undefined ? { data } : { event, data })
    },
    onError: (error) => {
      if (error.type === 'max-buffer-size-exceeded') throw reply.tooLarge()
      if (error.type !== 'unknown-field') return
      const line = error.line ?? ''
      if (bare !== '' || /^[{[]/.test(line)) {
        bare += `${line}\n`
        if (bare.length > reply.eventLimit) throw reply.tooLarge()
        // Only a line that begins with a bracket can be the first or the last one of a JSON text as servers print it.
        if (!/^[{[}\]]/.test(line) || parseJson(bare) === undefined) return
        events.push({ data: bare })
        bare = ''
      } else if (error.field === 'error') events.push({ event: 'error', data: (error.value ?? '').trim() })
      else if (strays.length < strayCharacters) strays += `${line}\n`
    },
  })
  const take = function* (whole: boolean): Generator<SseItem> {
    for (const event of events.splice(0)) {
      sawEvent = true
      // A ping is a comment in the form of an event.
      if (event.event !== 'ping') reply.eventCame()
      yield { type: 'event', ...event, whole }
      reply.throwIfEnded()
    }
  }

  const lines = lineFeeder(reply, (text) => parser.feed(text))
  lines.take(head)
  yield* take(true)
  for await (const piece of pieces) {
    lines.take(piece)
    yield* take(true)
  }
  lines.end()
  if (bare !== '') events.push({ data: bare })
  yield* take(false)
  if (!sawEvent && strays !== '')
    throw reply.fail('bad-response', 'The server sent something that is no answer.', strays)
}

/** Passes text on in whole lines, in linear time however small the pieces are. */
function lineFeeder(reply: HttpReply, feed: (text: string) => void): { take(piece: string): void; end(): void } {
  let pending: string[] = []
  let pendingLength = 0
  return {
    take(piece) {
      const end = Math.max(piece.lastIndexOf('\n'), piece.lastIndexOf('\r')) + 1
      if (end > 0) {
        feed(pending.join('') + piece.slice(0, end))
        pending = []
        pendingLength = 0
      }
      pending.push(piece.slice(end))
      pendingLength += piece.length - end
      if (pendingLength > reply.eventLimit) throw reply.tooLarge()
    },
    end() {
      feed(`${pending.join('')}\n\n`)
    },
  }
}

/** Everything up to and including the first character that is not white space. */
async function readHead(pieces: AsyncGenerator<string>): Promise<string> {
  let head = ''
  while (head.trim() === '') {
    const { value, done } = await pieces.next()
    if (done) break
    head += value
  }
  return head
}

async function rest(reply: HttpReply, pieces: AsyncGenerator<string>): Promise<string> {
  const all: string[] = []
  let length = 0
  for await (const piece of pieces) {
    all.push(piece)
    length += piece.length
    if (length > reply.eventLimit) throw reply.tooLarge()
  }
  return all.join('')
}
