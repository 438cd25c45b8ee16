import type { ChatError } from '../chat/chat-error'
import type { StreamEvent } from '../chat/stream-event'
import { untilComplete, type Answer } from './answer'
import type { HttpReply } from './http/reply'
import { asObject, asText, parseJson, type JsonObject } from './json'
import { readSse, type SseItem } from './sse'
import { Unreadable } from './unreadable'

/** How one wire reads the events of an answer. */
export type EventReader = {
  readonly answer: Answer
  /** The wire's last event came: nothing behind it is read. */
  readonly ended?: boolean
  /** Servers of this wire send no body at all when they are about to fail: another try is worth it. */
  readonly emptyPasses?: boolean
  /** One event, with its name where the stream names it. */
  take(event: JsonObject, name?: string): Generator<StreamEvent>
  /** A whole answer that was not streamed. */
  whole(value: unknown): Generator<StreamEvent>
  /** `[DONE]` came, on a wire where that is a terminal sign. On the others it only ends the reading. */
  doneMark?(): void
}

/** Takes a body apart into events. */
export type Source = (reply: HttpReply) => AsyncGenerator<SseItem>

/**
 * A stream of events, or the whole answer in one JSON text: servers send either, whatever they were asked for. The connection is
 * closed when the reading ends, however it ends.
 */
export async function* readAnswer(
  reply: HttpReply,
  reader: EventReader,
  signal: AbortSignal,
  source: Source = readSse,
): AsyncGenerator<StreamEvent> {
  try {
    yield* readEvents(reply, reader, signal, source)
  } catch (error) {
    // What waited to be understood was said all the same. After a stop nothing more is shown.
    if (!signal.aborted) yield* reader.answer.flush()
    throw error
  } finally {
    reply.close()
  }
}

async function* readEvents(
  reply: HttpReply,
  reader: EventReader,
  signal: AbortSignal,
  source: Source,
): AsyncGenerator<StreamEvent> {
  const { answer } = reader
  const unreadable = new Unreadable(reply)
  let sawReadable = false
  let last = ''
  reading: for await (const item of untilComplete(source(reply), answer, signal)) {
    if (item.type === 'nothing') throw reply.nothing(reader.emptyPasses)
    if (item.type === 'document') {
      yield* reader.whole(reply.parse(item.text))
      sawReadable = true
      break
    }
    const texts = textsOf(item.data.trim())
    for (const [index, text] of texts.entries()) {
      if (text === '') continue
      if (isDoneMark(text)) {
        reader.doneMark?.()
        sawReadable = true
        break reading
      }
      const value = parseJson(text)
      const message = asText(value)
      if (value === undefined || message !== undefined) {
        last = text
        // The last line of a broken body. What broke it is what follows.
        if (!item.whole && index === texts.length - 1) continue
        if (item.event === 'error') throw serverSaid(reply, message ?? text)
        // Behind a complete answer there is nothing to miss.
        if (!answer.finished) unreadable.skip(text)
        continue
      }
      sawReadable = true
      for (const one of Array.isArray(value) ? value : [value]) yield* reader.take(asObject(one) ?? {}, item.event)
      if (reader.ended) break reading
    }
  }
  // Words where events should be. The beginning of an event is no such thing: there the answer was cut.
  if (!sawReadable && last !== '' && !/^["{[]/.test(last)) {
    throw reply.fail('bad-response', 'The server sent something that is no answer.', last)
  }
  yield* answer.end()
}

/** The JSON texts of one event. The lines are several where a server forgets the blank line between its events. */
function textsOf(data: string): string[] {
  const lines = data.split('\n')
  const first = lines[0]?.trim() ?? ''
  const several = lines.length > 1 && parseJson(data) === undefined && (parseJson(first) ?? isDoneMark(first))
  return several ? lines.map((line) => line.trim()) : [data]
}

function isDoneMark(text: string): boolean {
  return /^"?\[done\]"?$/i.test(text)
}

function serverSaid(reply: HttpReply, message: string): ChatError {
  return reply.serverError({ message, codes: [] })
}
