import type { Connection } from '../chat/connection'
import type { ModelInfo } from '../chat/model-info'
import type { ChatRequest } from '../chat/request'
import type { StreamEvent } from '../chat/stream-event'
import { cutAtStop } from './stop-sequences'

/**
 * One wire. An adapter is handed a request, a connection and a signal; it does not know who listens nor where keys
 * live. Every failure is a thrown `ChatError`; an aborted signal is thrown as `ChatError('aborted')`.
 */
export type Adapter = {
  /**
   * Yields events, the last of them `finish`; a failure comes behind it only where the answer held nothing at all.
   * Leaving the loop closes the connection.
   */
  stream(request: ChatRequest, connection: Connection, signal: AbortSignal): AsyncGenerator<StreamEvent>
  /** The same answer in one piece, for servers that cannot stream. */
  complete(request: ChatRequest, connection: Connection, signal: AbortSignal): Promise<StreamEvent[]>
  listModels(connection: Connection, signal: AbortSignal): Promise<ModelInfo[]>
}

/**
 * An adapter whose two ways to answer differ in one thing: whether the server is asked to stream. Stop sequences hold on
 * every wire, whatever its servers do about them.
 */
export function adapterOf(
  answer: (...call: [...Parameters<Adapter['stream']>, streaming: boolean]) => AsyncGenerator<StreamEvent>,
  listModels: Adapter['listModels'],
): Adapter {
  const stopping: typeof answer = (request, ...rest) => cutAtStop(answer(request, ...rest), request.parameters.stop)
  return {
    stream: (request, connection, signal) => stopping(request, connection, signal, true),
    async complete(request, connection, signal) {
      const events: StreamEvent[] = []
      for await (const event of stopping(request, connection, signal, false)) events.push(event)
      return events
    },
    async listModels(connection, signal) {
      const seen = new Set<string>()
      const models = await listModels(connection, signal)
      return models.filter(({ id }) => !seen.has(id) && seen.add(id))
    },
  }
}
