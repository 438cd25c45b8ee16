import type { ChatError } from '../chat/chat-error'
import type { Connection } from '../chat/connection'
import type { ChatRequest } from '../chat/request'
import type { StreamEvent } from '../chat/stream-event'
import { adapterOf } from './adapter'
import { Answer, untilComplete } from './answer'
import type { HttpReply } from './http/reply'
import { asArray, asCount, asObject, asText } from './json'
import { readNdjson } from './ndjson'
import { chatBody } from './ollama/body'
import { refineFailure } from './ollama/failure'
import { listModels } from './ollama/models'
import { sendAmending } from './send-amending'
import { usageOf } from './usage'

/** Ollama's own API. Its OpenAI mimic swallows errors in mid-stream and cannot be told the context size. */
export const ollama = adapterOf(answerTo, listModels)

async function* answerTo(
  request: ChatRequest,
  connection: Connection,
  signal: AbortSignal,
  streaming: boolean,
): AsyncGenerator<StreamEvent> {
  let reply: HttpReply | undefined
  try {
    reply = await open(request, connection, signal, streaming)
    yield* read(reply, signal)
  } catch (error) {
    throw refineFailure(error, connection, request.model)
  } finally {
    reply?.close()
  }
}

async function open(
  request: ChatRequest,
  connection: Connection,
  signal: AbortSignal,
  streaming: boolean,
): Promise<HttpReply> {
  const body = chatBody(request, streaming)
  const call = { method: 'POST', path: '/api/chat', patient: !streaming, body } as const
  // Not every model can think, and old servers know `think` only as true or false: ask again without the wish.
  const amend = (error: ChatError) => {
    const refused = error.info.status === 400 && /think/i.test(error.info.detail ?? '')
    if (!refused || body.think === undefined) return undefined
    const { think: _, ...plain } = body
    return { ...call, body: plain }
  }
  return sendAmending(connection, call, amend, signal)
}

async function* read(reply: HttpReply, signal: AbortSignal): AsyncGenerator<StreamEvent> {
  const answer = new Answer(reply, { splitThinkTags: true })
  for await (const { value } of untilComplete(readNdjson(reply), answer, signal)) {
    const line = asObject(value)
    if (!line) continue
    reply.throwIfError(line)
    yield* answer.model(asText(line.model))
    const message = asObject(line.message)
    yield* answer.reasoning(asText(message?.thinking) ?? '')
    yield* answer.text(asText(message?.content) ?? '')
    if (asArray(message?.tool_calls).length > 0) answer.toolCalls()
    if (line.done !== true) continue
    const usage = usageOf({ inputTokens: asCount(line.prompt_eval_count), outputTokens: asCount(line.eval_count) })
    if (usage) yield { type: 'usage', usage }
    answer.stopped(asText(line.done_reason), 'other')
    break
  }
  yield* answer.end()
}
