import { textOf, type Message } from '../chat/message'
import type { StreamEvent } from '../chat/stream-event'
import type { ContinueManner } from '../prompts/continue'
import { Joiner } from './continue-joiner'

/** What a model goes on with, without what it says twice. Its thoughts are new ones, and pass as they are. */
export async function* joinedTo(
  kept: Message,
  manner: ContinueManner,
  events: AsyncIterable<StreamEvent>,
): AsyncGenerator<StreamEvent> {
  const joiner = new Joiner(textOf(kept), manner)
  let finished = false
  try {
    for await (const event of events) {
      if (event.type === 'text-delta') {
        yield* said(joiner.take(event.text))
        continue
      }
      if (event.type === 'finish') {
        finished = event.reason.unified === 'stop'
        yield* said(joiner.end())
      }
      yield event
    }
  } catch (error) {
    yield* said(joiner.end())
    // An answer to which nothing is to be added was whole: that is no failure here.
    if (!finished) throw error
  }
}

function said(text: string): StreamEvent[] {
  return text === '' ? [] : [{ type: 'text-delta', text }]
}
