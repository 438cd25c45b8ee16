import type { ChatError } from '../chat/chat-error'
import type { Connection } from '../chat/connection'
import type { ChatRequest } from '../chat/request'
import type { StreamEvent } from '../chat/stream-event'
import { adapterOf } from './adapter'
import { readAnswer } from './event-stream'
import { contentBody, contentPlaces, withoutThinking } from './gemini/body'
import { CandidateReader } from './gemini/chunk'
import { listModels } from './gemini/models'
import { noteChanges } from './notes'
import { sendAmending, type BodyCall } from './send-amending'
import { versioned } from './version'

/** Google's Gemini. The model and the form of the answer are part of the address, the key is a header. */
export const gemini = adapterOf(answerTo, listModels)

async function* answerTo(
  request: ChatRequest,
  connection: Connection,
  signal: AbortSignal,
  streaming: boolean,
): AsyncGenerator<StreamEvent> {
  const body = contentBody(request)
  const method = streaming ? 'streamGenerateContent?alt=sse' : 'generateContent'
  const path = versioned(connection, 'v1beta', `/${resourceOf(request.model)}:${method}`)
  noteChanges(connection, request, body, contentPlaces(request))
  const call = { method: 'POST', path, patient: !streaming, body } as const
  // Which models think, and how they want to be told how much, changes faster than any table of ours.
  const amend = (error: ChatError, attempt: BodyCall) => {
    const refused = error.info.status === 400 && /think/i.test(error.info.detail ?? '')
    const plain = refused ? withoutThinking(attempt.body) : undefined
    return plain && { ...attempt, body: plain }
  }
  const reply = await sendAmending(connection, call, amend, signal)
  yield* readAnswer(reply, new CandidateReader(reply), signal)
}

/** `models/…`, unless the name itself says what it is, as that of a tuned model does. */
function resourceOf(model: string): string {
  const name = model.includes('/') ? model : `models/${model}`
  return name.split('/').map(encodeURIComponent).join('/')
}
