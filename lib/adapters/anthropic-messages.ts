import type { ChatError } from '../chat/chat-error'
import type { Connection } from '../chat/connection'
import type { ChatRequest } from '../chat/request'
import type { StreamEvent } from '../chat/stream-event'
import { adapterOf } from './adapter'
import { messagesBody, messagesPlaces } from './anthropic-messages/body'
import { MessageReader } from './anthropic-messages/events'
import { refineFailure } from './anthropic-messages/failure'
import { listModels } from './anthropic-messages/models'
import { readAnswer } from './event-stream'
import { noteChanges } from './notes'
import { sendAmending, type BodyCall } from './send-amending'
import { withoutRefused } from './send-tolerantly'
import { versioned } from './version'

const essential = new Set(['model', 'messages', 'stream', 'max_tokens'])

/** Anthropic's messages. Its version, and its leave to be asked from a browser, are headers of the row. */
export const anthropicMessages = adapterOf(answerTo, listModels)

async function* answerTo(
  request: ChatRequest,
  connection: Connection,
  signal: AbortSignal,
  streaming: boolean,
): AsyncGenerator<StreamEvent> {
  const body = messagesBody(request, connection.dialect, streaming)
  noteChanges(connection, request, body, messagesPlaces(request))
  const call = { method: 'POST', path: versioned(connection, 'v1', '/messages'), patient: !streaming, body } as const
  const amend = (error: ChatError, attempt: BodyCall) => {
    const accepted = withoutRefused(attempt.body, error, essential)
    return accepted && { ...attempt, body: accepted }
  }
  try {
    const reply = await sendAmending(connection, call, amend, signal)
    yield* readAnswer(reply, new MessageReader(reply), signal)
  } catch (error) {
    throw refineFailure(error, connection)
  }
}
