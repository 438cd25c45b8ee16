import { ChatError, type ErrorInfo } from '../chat/chat-error'
import type { StreamEvent } from '../chat/stream-event'

/**
 * Asks again, after a pause, as long as a failure came before the first word and is one that passes.
 * @param wait resolves when the next try is due, or when the reader will not wait for it; throws when they stop.
 * @param delayOf milliseconds until the next try after so many, or undefined when there shall be none.
 */
export async function* withRetries(
  ask: () => AsyncIterable<StreamEvent>,
  wait: (error: ErrorInfo, ms: number) => Promise<void>,
  delayOf: (error: ErrorInfo, attempt: number) => number | undefined,
): AsyncGenerator<StreamEvent> {
  for (let attempt = 1; ; attempt++) {
    let begun = false
    try {
      for await (const event of ask()) {
        begun ||= event.type === 'text-delta' || event.type === 'reasoning-delta'
        yield event
      }
      return
    } catch (error) {
      const delay = error instanceof ChatError && !begun ? delayOf(error.info, attempt) : undefined
      if (delay === undefined || !(error instanceof ChatError)) throw error
      await wait(error.info, delay)
    }
  }
}
