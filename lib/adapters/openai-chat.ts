import type { Connection } from '../chat/connection'
import type { ChatRequest } from '../chat/request'
import type { StreamEvent } from '../chat/stream-event'
import { adapterOf } from './adapter'
import { readAnswer } from './event-stream'
import { noteChanges } from './notes'
import { chatBody, chatPlaces } from './openai-chat/body'
import { ChunkReader } from './openai-chat/chunk'
import { listModels } from './openai-chat/models'
import { sendTolerantly } from './send-tolerantly'

/** OpenAI's chat completions, as the many servers speak it that took it over. Their differences are rows of data. */
export const openaiChat = adapterOf(answerTo, listModels)

async function* answerTo(
  request: ChatRequest,
  connection: Connection,
  signal: AbortSignal,
  streaming: boolean,
): AsyncGenerator<StreamEvent> {
  const body = chatBody(request, connection.dialect, streaming)
  noteChanges(connection, request, body, chatPlaces(connection.dialect))
  const call = { method: 'POST', path: '/chat/completions', patient: !streaming, body } as const
  const reply = await sendTolerantly(connection, call, signal)
  yield* readAnswer(reply, new ChunkReader(reply, connection.dialect), signal)
}
