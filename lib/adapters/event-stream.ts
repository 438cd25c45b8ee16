import type { StreamEvent } from '../chat/stream-event'
import { untilComplete, type Answer } from './answer'
import type { HttpReply } from './http/reply'
import { asObject, parseJson, type JsonObject } from './json'
import { readSse } from './sse'

/** How one wire reads the events of an answer. */
export type EventReader = {
  readonly answer: Answer
  /** The wire's last event came: nothing behind it is read. */
  readonly ended?: boolean
  /** One event, with its name where the stream names it. */
  take(event: JsonObject, name?: string): Generator<StreamEvent>
  /** A whole answer that was not streamed. */
  whole(value: unknown): Generator<StreamEvent>
  /** `[DONE]` came, on a wire where that is a terminal sign. On the others it only ends the reading. */
  doneMark?(): void
}

/**
 * A stream of events, or the whole answer in one JSON text: servers send either, whatever they were asked for. The connection is
 * closed when the reading ends, however it ends.
 */
export async function* readAnswer(
  reply: HttpReply,
  reader: EventReader,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  try {
    yield* readEvents(reply, reader, signal)
  } finally {
    reply.close()
  }
}

async function* readEvents(reply: HttpReply, reader: EventReader, signal: AbortSignal): AsyncGenerator<StreamEvent> {
  const { answer } = reader
  for await (const item of untilComplete(readSse(reply), answer, signal)) {
    if (item.type === 'document') {
      yield* reader.whole(reply.parse(item.text))
      break
    }
    const data = item.data.trim()
    if (data === '') continue
    if (data === '[DONE]') {
      reader.doneMark?.()
      break
    }
    const value = parseJson(data)
    if (value === undefined) {
      // The last line of a broken body, or garbage behind a complete answer.
      if (!item.whole || answer.finished) break
      throw reply.fail('bad-response', 'The server sent an event that cannot be read.', item.data)
    }
    for (const one of Array.isArray(value) ? value : [value]) yield* reader.take(asObject(one) ?? {}, item.event)
    if (reader.ended) break
  }
  yield* answer.end()
}
