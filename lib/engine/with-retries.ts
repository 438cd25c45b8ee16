import { ChatError } from '../chat/chat-error'
import type { StreamEvent } from '../chat/stream-event'
import { retryDelay } from '../policy/retry'

/**
 * Asks again, after a pause, as long as a failure came before the first word and is one that passes.
 * @param wait resolves when the next try is due, or when the reader will not wait for it; throws when they stop.
 */
export async function* withRetries(
  ask: () => AsyncIterable<StreamEvent>,
  wait: (error: ChatError, ms: number) => Promise<void>,
  random: () => number,
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
      const delay = error instanceof ChatError && !begun ? retryDelay(error.info, attempt, random()) : undefined
      if (delay === undefined || !(error instanceof ChatError)) throw error
      await wait(error, delay)
    }
  }
}
