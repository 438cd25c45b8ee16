import { createParser } from 'eventsource-parser'
import type { HttpReply } from './http/reply'
import { looksLikeHtml } from './http/server-error'
import { completeElements } from './json-elements'
import { parseJson } from './json'

export type SseItem =
  /** `whole` is false for a last event that no blank line closed: it may have been cut. */
  | { type: 'event'; event?: string; data: string; whole: boolean }
  /** The body is one JSON text and no event stream. */
  | { type: 'document'; text: string }
  /** There is no body. */
  | { type: 'nothing' }

type Body = { pieces: AsyncGenerator<string>; throwIfBroken(): void }

const strayCharacters = 64 * 1024
/** Each try to read bare JSON over many lines reads all of it again. */
const mostTries = 1_000

/**
 * The events of a body. What it is, is seen from its first character: content types lie. Four things the parser
 * leaves to us are done here: a last event without its blank line counts; lines that are no event field (bare JSON,
 * also over several lines, and `error: {…}`) are events too, for which the parser must be fed whole lines; lines are
 * limited; and a byte-order mark may begin any line, where streams were joined on the way.
 * @throws {ChatError} for a web page, or a body with nothing readable in it.
 */
export async function* readSse(reply: HttpReply): AsyncGenerator<SseItem> {
  const body = untilBroken(reply.text())
  const head = await readHead(body.pieces)
  if (/^[{[<]/.test(head)) {
    const text = await rest(reply, head, body.pieces)
    if (looksLikeHtml(text)) throw reply.webPage(text)
    if (parseJson(text) === undefined) {
      yield* readBroken(reply, text, body)
      return
    }
    reply.eventCame()
    yield { type: 'document', text }
    return
  }
  if (head === '') {
    body.throwIfBroken()
    yield { type: 'nothing' }
    return
  }
  yield* readEvents(reply, head, body)
}

/** What begins like one JSON text and is none: a list that was cut, or lines of JSON. */
async function* readBroken(reply: HttpReply, text: string, body: Body): AsyncGenerator<SseItem> {
  const elements = completeElements(text)
  if (elements.length === 0) {
    yield* readEvents(reply, text, body)
    return
  }
  reply.eventCame()
  for (const data of elements) yield { type: 'event', data, whole: true }
  body.throwIfBroken()
}

async function* readEvents(reply: HttpReply, head: string, body: Body): AsyncGenerator<SseItem> {
  const events: { event?: string; data: string }[] = []
  let strays = ''
  let bare = ''
  let tries = 0
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
        if (!/^[{[}\]]/.test(line) || tries >= mostTries) return
        if (parseJson(bare) === undefined) {
          tries++
          return
        }
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
      if (event.event !== 'ping' && !/^\s*\{\s*"type"\s*:\s*"ping"\s*\}\s*$/.test(event.data)) reply.eventCame()
      yield { type: 'event', ...event, whole }
      reply.throwIfEnded()
    }
  }

  const lines = lineFeeder(reply, (text) => parser.feed(text))
  lines.take(head)
  yield* take(true)
  for await (const piece of body.pieces) {
    lines.take(piece)
    yield* take(true)
  }
  reply.throwIfEnded()
  lines.end()
  if (bare !== '') events.push({ data: bare })
  yield* take(false)
  body.throwIfBroken()
  if (!sawEvent && strays !== '')
    throw reply.fail('bad-response', 'The server sent something that is no answer.', strays)
}

/** Passes text on in whole lines, in linear time however small the pieces are. */
function lineFeeder(reply: HttpReply, feed: (text: string) => void): { take(piece: string): void; end(): void } {
  let pending: string[] = []
  let pendingLength = 0
  const feedLines = (text: string): void =>
    feed(text.includes('\uFEFF') ? text.replace(/(^|[\r\n])\uFEFF+/g, '$1') : text)
  return {
    take(piece) {
      const end = Math.max(piece.lastIndexOf('\n'), piece.lastIndexOf('\r')) + 1
      if (end > 0) {
        feedLines(pending.join('') + piece.slice(0, end))
        pending = []
        pendingLength = 0
      }
      pending.push(piece.slice(end))
      pendingLength += piece.length - end
      if (pendingLength > reply.eventLimit) throw reply.tooLarge()
    },
    end() {
      feedLines(`${pending.join('')}\n\n`)
    },
  }
}

/** What came before a line broke can still be read: the failure waits until that is done. */
export function untilBroken(pieces: AsyncGenerator<string>): Body {
  let broken: unknown
  const all = async function* (): AsyncGenerator<string> {
    try {
      yield* pieces
    } catch (error) {
      broken = error
    }
  }
  return {
    pieces: all(),
    throwIfBroken() {
      if (broken !== undefined) throw broken
    },
  }
}

/** The first piece that holds more than blanks, without the blanks before it: servers send them while they wait. */
async function readHead(pieces: AsyncGenerator<string>): Promise<string> {
  for (;;) {
    const { value, done } = await pieces.next()
    if (done) return ''
    const head = value.trimStart()
    if (head !== '') return head
  }
}

/** Everything to the end of the body, or to where it broke. */
export async function rest(reply: HttpReply, head: string, pieces: AsyncGenerator<string>): Promise<string> {
  const all = [head]
  let { length } = head
  for await (const piece of pieces) {
    all.push(piece)
    length += piece.length
    if (length > reply.eventLimit) throw reply.tooLarge()
  }
  return all.join('')
}
