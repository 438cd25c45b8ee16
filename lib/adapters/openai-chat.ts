import type { Connection } from '../chat/connection'
import type { ChatRequest } from '../chat/request'
import type { StreamEvent } from '../chat/stream-event'
import { adapterOf } from './adapter'
import { untilComplete } from './answer'
import type { HttpReply } from './http/reply'
import { asObject, parseJson } from './json'
import { chatBody } from './openai-chat/body'
import { ChunkReader } from './openai-chat/chunk'
import { listModels } from './openai-chat/models'
import { sendTolerantly } from './openai-chat/send'
import { readSse } from './sse'

/** OpenAI's chat completions, as the many servers speak it that took it over. Their differences are rows of data. */
export const openaiChat = adapterOf(answerTo, listModels)

async function* answerTo(
  request: ChatRequest,
  connection: Connection,
  signal: AbortSignal,
  streaming: boolean,
): AsyncGenerator<StreamEvent> {
  const body = chatBody(request, connection.dialect, streaming)
  const reply = await sendTolerantly(connection, body, signal)
  try {
    yield* read(reply, connection, signal)
  } finally {
    reply.close()
  }
}

/** A stream, or the whole answer in one JSON text: servers send either, whatever they were asked for. */
async function* read(reply: HttpReply, connection: Connection, signal: AbortSignal): AsyncGenerator<StreamEvent> {
  const chunks = new ChunkReader(reply, connection.dialect)
  for await (const item of untilComplete(readSse(reply), chunks.answer, signal)) {
    if (item.type === 'document') {
      yield* chunks.whole(reply.parse(item.text))
      break
    }
    if (item.data.trim() === '') continue
    if (item.data.trim() === '[DONE]') {
      chunks.answer.stopped(undefined)
      break
    }
    const value = parseJson(item.data)
    if (value === undefined) {
      // The last line of a broken body, or garbage behind a complete answer.
      if (!item.whole || chunks.answer.finished) break
      throw reply.fail('bad-response', 'The server sent an event that cannot be read.', item.data)
    }
    yield* chunks.take(asObject(value) ?? {}, item.event)
  }
  yield* chunks.answer.end()
}
