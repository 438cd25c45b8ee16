import { ChatError, type ErrorInfo } from '../../lib/chat/chat-error'
import type { StreamEvent } from '../../lib/chat/stream-event'
import { mergeUsage, type Usage } from '../../lib/chat/usage'

/** What an answer came to: what was read until its end, or until it failed. */
export type Outcome = {
  parts: ['text' | 'reasoning', string][]
  model?: string
  usage?: Usage
  finish?: string
  error?: string
}

export type Collected = { events: StreamEvent[]; error?: ErrorInfo }

/** Reads an answer to its end. A failure that is no `ChatError` is a defect and thrown on. */
export async function collect(stream: AsyncIterable<StreamEvent> | undefined): Promise<Collected> {
  if (!stream) throw new Error('No adapter speaks this wire.')
  const events: StreamEvent[] = []
  try {
    for await (const event of stream) events.push(event)
    return { events }
  } catch (error) {
    if (!(error instanceof ChatError)) throw error
    return { events, error: error.info }
  }
}

/** The same, in short: deltas of a kind joined, figures merged. */
export function outcomeOf({ events, error }: Collected): Outcome {
  const outcome: Outcome = { parts: [] }
  const add = (type: 'text' | 'reasoning', text: string): void => {
    const last = outcome.parts.at(-1)
    if (last?.[0] === type) last[1] += text
    else outcome.parts.push([type, text])
  }
  for (const event of events) {
    if (event.type === 'text-delta') add('text', event.text)
    else if (event.type === 'reasoning-delta') add('reasoning', event.text)
    else if (event.type === 'model') outcome.model = event.model
    else if (event.type === 'usage') outcome.usage = mergeUsage(outcome.usage, event.usage)
    else outcome.finish = [event.reason.unified, event.reason.raw].filter((word) => word !== undefined).join(' ')
  }
  if (error) outcome.error = error.kind
  return outcome
}
