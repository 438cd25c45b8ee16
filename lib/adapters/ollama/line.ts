import type { StreamEvent } from '../../chat/stream-event'
import { Answer } from '../answer'
import type { EventReader } from '../event-stream'
import type { HttpReply } from '../http/reply'
import { asArray, asCount, asObject, asText, type JsonObject } from '../json'
import { usageOf } from '../usage'

/** Turns the lines of one answer into events; unknown fields are nothing. */
export class LineReader implements EventReader {
  readonly answer: Answer
  ended = false
  readonly #reply: HttpReply

  constructor(reply: HttpReply) {
    this.#reply = reply
    this.answer = new Answer(reply, { splitThinkTags: true })
  }

  *take(line: JsonObject): Generator<StreamEvent> {
    this.#reply.throwIfError(line)
    yield* this.answer.model(asText(line.model))
    const message = asObject(line.message)
    yield* this.answer.reasoning(asText(message?.thinking) ?? '')
    yield* this.answer.text(asText(message?.content) ?? '')
    if (asArray(message?.tool_calls).length > 0) this.answer.toolCalls()
    if (line.done !== true) return
    const usage = usageOf({
      inputTokens: asCount(line.prompt_eval_count),
      outputTokens: asCount(line.eval_count),
      cachedInputTokens: asCount(line.prompt_eval_cached_count),
    })
    if (usage) yield { type: 'usage', usage }
    this.answer.stopped(asText(line.done_reason), 'other')
    this.ended = true
  }

  /** A line that was spread over several, or all of them in a list. */
  *whole(value: unknown): Generator<StreamEvent> {
    for (const line of Array.isArray(value) ? asArray(value) : [value]) {
      if (!this.ended) yield* this.take(asObject(line) ?? {})
    }
  }
}
