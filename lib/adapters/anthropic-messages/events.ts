import type { StreamEvent } from '../../chat/stream-event'
import { Answer } from '../answer'
import type { EventReader } from '../event-stream'
import type { HttpReply } from '../http/reply'
import { readErrorValue } from '../http/server-error'
import { asArray, asCount, asObject, asText, present, writeJson, type JsonObject } from '../json'
import { sum, usageOf } from '../usage'

/** Turns the events of one message into ours. Blocks, deltas and events of kinds not named here are nothing. */
export class MessageReader implements EventReader {
  readonly answer: Answer
  ended = false
  readonly #reply: HttpReply
  #id: string | undefined
  #started = false
  /** Why it stopped, where the first event is already the whole message. */
  #reason: string | undefined
  #counts: JsonObject = {}

  constructor(reply: HttpReply) {
    this.#reply = reply
    this.answer = new Answer(reply)
  }

  *take(event: JsonObject, name?: string): Generator<StreamEvent> {
    if (name === 'error') throw this.#reply.serverError(readErrorValue(event))
    this.#reply.throwIfError(event)
    switch (asText(event.type) ?? name) {
      case 'message_start':
        yield* this.#start(asObject(event.message))
        break
      case 'content_block_start':
        yield* this.#block(asObject(event.content_block))
        break
      case 'content_block_delta':
        yield* this.#delta(asObject(event.delta))
        break
      case 'message_delta':
        yield* this.#usage(event.usage)
        this.#stopped(asObject(event.delta))
        break
      case 'message_stop':
        this.answer.stopped(this.answer.finished ? undefined : this.#reason)
        this.ended = true
        break
      default:
    }
  }

  *whole(value: unknown): Generator<StreamEvent> {
    const message = asObject(value)
    if (!Array.isArray(message?.content)) {
      throw this.#reply.fail('bad-response', 'The server sent something that is no answer.', writeJson(value))
    }
    yield* this.#start(message)
    this.answer.stopped(this.#reason)
  }

  /** Go-betweens repeat the first event, which is harmless, or splice another answer in, of which neither is whole. */
  *#start(message: JsonObject | undefined): Generator<StreamEvent> {
    const id = asText(message?.id)
    if (this.#started) {
      if (id === this.#id) return
      this.ended = this.answer.finished
      if (this.ended) return
      throw this.#reply.fail('bad-response', 'The server mixed another answer into this one.')
    }
    this.#started = true
    this.#id = id
    yield* this.answer.model(asText(message?.model))
    yield* this.#usage(message?.usage)
    // Nearly always empty: what was there before this turn is not said again, but for what a tool had begun.
    for (const block of asArray(message?.content)) yield* this.#block(asObject(block))
    this.#reason = asText(message?.stop_reason)
  }

  *#block(block: JsonObject | undefined): Generator<StreamEvent> {
    const type = asText(block?.type)
    if (type === 'text') yield* this.answer.text(asText(block?.text) ?? '')
    if (type === 'thinking') yield* this.answer.reasoning(asText(block?.thinking) ?? '')
    // The model that was asked declined; this one answers in its place.
    if (type === 'fallback') yield* this.answer.otherModel(asText(asObject(block?.to)?.model))
    if (type === 'tool_use') this.answer.toolCalls()
    else if (type?.endsWith('_tool_use') || type?.endsWith('_tool_result')) this.answer.other()
  }

  *#delta(delta: JsonObject | undefined): Generator<StreamEvent> {
    if (delta?.type === 'text_delta') yield* this.answer.text(asText(delta.text) ?? '')
    if (delta?.type === 'thinking_delta') yield* this.answer.reasoning(asText(delta.thinking) ?? '')
  }

  #stopped(message: JsonObject | undefined): void {
    const reason = asText(message?.stop_reason)
    if (reason) this.answer.stopped(reason)
  }

  /** Running totals, each of which may be corrected. What was read from a cache or written to it is counted apart. */
  *#usage(value: unknown): Generator<StreamEvent> {
    const counts = { ...this.#counts, ...present(asObject(value)) }
    this.#counts = counts
    const cachedInputTokens = asCount(counts.cache_read_input_tokens)
    const cacheWriteInputTokens = asCount(counts.cache_creation_input_tokens)
    const input = asCount(counts.input_tokens)
    const usage = usageOf({
      inputTokens: input === undefined ? undefined : sum(input, cachedInputTokens, cacheWriteInputTokens),
      outputTokens: asCount(counts.output_tokens),
      cachedInputTokens,
      cacheWriteInputTokens,
      reasoningTokens: asCount(asObject(counts.output_tokens_details)?.thinking_tokens),
    })
    if (value && usage) yield { type: 'usage', usage }
  }
}
