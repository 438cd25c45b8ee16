import type { ChatError } from '../chat/chat-error'
import type { Connection } from '../chat/connection'
import type { ChatRequest } from '../chat/request'
import type { StreamEvent } from '../chat/stream-event'
import { adapterOf } from './adapter'
import { readAnswer } from './event-stream'
import type { HttpReply } from './http/reply'
import { readNdjson } from './ndjson'
import { noteChanges } from './notes'
import { chatBody, chatPlaces } from './ollama/body'
import { refineFailure } from './ollama/failure'
import { LineReader } from './ollama/line'
import { listModels } from './ollama/models'
import { sendAmending, type BodyCall } from './send-amending'

/** Ollama's own API. Its OpenAI mimic swallows errors in mid-stream and cannot be told the context size. */
export const ollama = adapterOf(answerTo, listModels)

async function* answerTo(
  request: ChatRequest,
  connection: Connection,
  signal: AbortSignal,
  streaming: boolean,
): AsyncGenerator<StreamEvent> {
  try {
    const reply = await open(request, connection, signal, streaming)
    yield* readAnswer(reply, new LineReader(reply), signal, readNdjson)
  } catch (error) {
    throw refineFailure(error, connection, request.model)
  }
}

async function open(
  request: ChatRequest,
  connection: Connection,
  signal: AbortSignal,
  streaming: boolean,
): Promise<HttpReply> {
  const body = chatBody(request, streaming)
  noteChanges(connection, request, body, chatPlaces)
  const call = { method: 'POST', path: '/api/chat', patient: !streaming, body } as const
  // Not every model can think, and old servers know `think` only as true or false: ask again without the wish.
  const amend = (error: ChatError, attempt: BodyCall) => {
    const refused = error.info.status === 400 && /think/i.test(error.info.detail ?? '')
    if (!refused || attempt.body.think === undefined) return undefined
    const { think: _, ...plain } = attempt.body
    return { ...attempt, body: plain }
  }
  return sendAmending(connection, call, amend, signal)
}
