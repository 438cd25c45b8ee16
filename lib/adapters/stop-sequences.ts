import type { StreamEvent } from '../chat/stream-event'
import { overlap } from './overlap'

/**
 * Ends an answer at the first of its stop sequences, which may come in pieces. Most servers do so themselves; some do
 * not know the wish, refuse it, or take only so many. What could be the beginning of a sequence waits for the next
 * piece. Leaving the loop closes the connection, so nothing more is paid for.
 */
export async function* cutAtStop(
  events: AsyncGenerator<StreamEvent>,
  stop: readonly string[] = [],
): AsyncGenerator<StreamEvent> {
  const sequences = stop.filter((sequence) => sequence !== '')
  if (sequences.length === 0) {
    yield* events
    return
  }
  let held = ''
  const release = function* (length = held.length): Generator<StreamEvent> {
    const text = held.slice(0, length)
    held = held.slice(length)
    if (text !== '') yield { type: 'text-delta', text }
  }
  try {
    for await (const event of events) {
      if (event.type !== 'text-delta') {
        if (event.type === 'reasoning-delta' || event.type === 'finish') yield* release()
        yield event
        continue
      }
      held += event.text
      const start = firstComplete(held, sequences)
      if (start !== undefined) {
        yield* release(start)
        yield { type: 'finish', reason: { unified: 'stop' } }
        return
      }
      yield* release(held.length - Math.max(...sequences.map((sequence) => overlap(held, sequence))))
    }
  } catch (error) {
    yield* release()
    throw error
  }
}

/** Where the sequence begins that is the first to be complete: the answer ends there, however its pieces were cut. */
function firstComplete(text: string, sequences: readonly string[]): number | undefined {
  return sequences
    .map((sequence) => ({ start: text.indexOf(sequence), length: sequence.length }))
    .filter(({ start }) => start >= 0)
    .sort((one, other) => one.start + one.length - (other.start + other.length) || one.start - other.start)
    .at(0)?.start
}
