import type { StreamEvent } from '../../chat/stream-event'
import { Answer } from '../answer'
import type { EventReader } from '../event-stream'
import type { HttpReply } from '../http/reply'
import { readErrorValue } from '../http/server-error'
import { asArray, asCount, asObject, asText, present, writeJson, type JsonObject } from '../json'
import { sum, usageOf } from '../usage'

/** Blocks that are text or thinking, or stand for neither: all others are something that is not shown. */
const usual = new Set(['text', 'thinking', 'redacted_thinking', 'fallback'])

/** Turns the events of one message into ours. Blocks, deltas and events of kinds not named here are nothing. */
export class MessageReader implements EventReader {
  readonly answer: Answer
  ended = false
  readonly #reply: HttpReply
  #id: string | undefined
  #started = false
  #first: JsonObject | undefined
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
        // A message that was whole from the start ends by what it began with.
        if (!this.answer.finished) this.#stopped(this.#first)
        this.answer.stopped(undefined)
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
    this.#stopped(message)
    this.answer.stopped(undefined)
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
    this.#first = message
    yield* this.answer.model(asText(message?.model))
    yield* this.#usage(message?.usage)
    // Empty in a stream, but for a turn that only says how far a tool of the server's has come.
    for (const block of asArray(message?.content)) yield* this.#block(asObject(block))
  }

  *#block(block: JsonObject | undefined): Generator<StreamEvent> {
    const type = asText(block?.type)
    if (type === 'text') yield* this.answer.text(asText(block?.text) ?? '')
    if (type === 'thinking') yield* this.answer.reasoning(asText(block?.thinking) ?? '')
    // The model that was asked declined; this one answers in its place.
    if (type === 'fallback') yield* this.answer.otherModel(asText(asObject(block?.to)?.model))
    if (type === 'tool_use') this.answer.toolCalls()
    else if (type && !usual.has(type)) this.answer.other()
  }

  *#delta(delta: JsonObject | undefined): Generator<StreamEvent> {
    if (delta?.type === 'text_delta') yield* this.answer.text(asText(delta.text) ?? '')
    if (delta?.type === 'thinking_delta') yield* this.answer.reasoning(asText(delta.thinking) ?? '')
  }

  #stopped(message: JsonObject | undefined): void {
    const reason = asText(message?.stop_reason)
    if (!reason) return
    this.answer.stopped(reason)
    const explanation = asText(asObject(message?.stop_details)?.explanation)
    if (explanation) this.#reply.note(`${this.#reply.provider} gave a reason: “${explanation}”`)
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
