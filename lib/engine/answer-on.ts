import type { Adapter } from '../adapters/adapter'
import { ChatError } from '../chat/chat-error'
import type { Connection } from '../chat/connection'
import type { ChatRequest } from '../chat/request'
import type { StreamEvent } from '../chat/stream-event'

export type AnswerManner = {
  /** False: the user wants every answer of this provider in one piece. */
  streaming: boolean
  /** Called before each way of asking, with the connection to ask on: it may have to wait for its turn. */
  begin: () => Promise<Connection>
  /** Told when streaming was refused and the answer is asked for in one piece instead. */
  onWhole?: () => void
}

/** Some servers and models only answer in one piece: what they refused to stream is asked for whole. */
export async function* answerOn(
  adapter: Adapter,
  request: ChatRequest,
  signal: AbortSignal,
  { streaming, begin, onWhole }: AnswerManner,
): AsyncGenerator<StreamEvent> {
  if (streaming) {
    try {
      yield* adapter.stream(request, await begin(), signal)
      return
    } catch (error) {
      if (!(error instanceof ChatError) || error.kind !== 'not-streamable') throw error
      onWhole?.()
    }
  }
  yield* await adapter.complete(request, await begin(), signal)
}
