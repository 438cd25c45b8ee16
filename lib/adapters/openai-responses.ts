import type { Connection } from '../chat/connection'
import type { ChatRequest } from '../chat/request'
import type { StreamEvent } from '../chat/stream-event'
import { adapterOf } from './adapter'
import { readAnswer } from './event-stream'
import { noteChanges } from './notes'
import { listModels } from './openai-chat/models'
import { responseBody, responsePlaces } from './openai-responses/body'
import { ResponseReader } from './openai-responses/events'
import { sendTolerantly } from './send-tolerantly'

/** OpenAI's responses: the only wire on which its models show something of their thinking. */
export const openaiResponses = adapterOf(answerTo, listModels)

async function* answerTo(
  request: ChatRequest,
  connection: Connection,
  signal: AbortSignal,
  streaming: boolean,
): AsyncGenerator<StreamEvent> {
  const body = responseBody(request, connection.dialect, streaming)
  noteChanges(connection, request, body, responsePlaces)
  const call = { method: 'POST', path: '/responses', patient: !streaming, body } as const
  const reply = await sendTolerantly(connection, call, signal)
  yield* readAnswer(reply, new ResponseReader(reply, connection.dialect), signal)
}
