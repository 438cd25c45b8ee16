import type { StreamEvent } from '../../chat/stream-event'
import type { ChatDialect } from '../../chat/wire'
import { Answer } from '../answer'
import type { EventReader } from '../event-stream'
import type { HttpReply } from '../http/reply'
import { readErrorValue } from '../http/server-error'
import { asArray, asCount, asObject, asText, writeJson, type JsonObject } from '../json'
import { costOf, usageOf } from '../usage'
import { Separator } from './separator'

/**
 * Turns the events of one response into ours. Parts are told apart by their places: the ids of items may change from
 * event to event. Events of kinds not named here are nothing.
 */
export class ResponseReader implements EventReader {
  readonly answer: Answer
  ended = false
  readonly #reply: HttpReply
  readonly #messages = new Separator()
  readonly #thoughts = new Separator()
  /** Parts of which something has come: their closing events only repeat it. */
  readonly #begun = new Set<string>()
  #thoughtKind: string | undefined

  constructor(reply: HttpReply, dialect: ChatDialect) {
    this.#reply = reply
    this.answer = new Answer(reply, { splitThinkTags: dialect.splitThinkTags })
  }

  *take(event: JsonObject, name?: string): Generator<StreamEvent> {
    if (name === 'error') throw this.#reply.serverError(readErrorValue(event))
    this.#reply.throwIfError(event)
    const type = asText(event.type) ?? name ?? ''
    const response = asObject(event.response)
    yield* this.answer.model(asText(response?.model))
    switch (type) {
      case 'response.output_text.delta':
      case 'response.refusal.delta':
        yield* this.#part(type, event, asText(event.delta))
        break
      case 'response.output_text.done':
      case 'response.refusal.done':
        if (!this.#begun.has(placeOf(event)))
          yield* this.#part(type, event, asText(event.text) ?? asText(event.refusal))
        break
      case 'response.reasoning_summary_text.delta':
      case 'response.reasoning_text.delta':
        yield* this.#thought(type, event, asText(event.delta))
        break
      case 'response.reasoning_summary_text.done':
      case 'response.reasoning_text.done':
        yield* this.#closedThought(type, event)
        break
      // What an item began as says little: a search that the server made itself begins as a call, too.
      case 'response.output_item.done':
        this.#kind(asObject(event.item))
        break
      case 'response.error':
        throw this.#reply.serverError(readErrorValue(response ?? event))
      case 'response.completed':
      case 'response.incomplete':
      case 'response.failed':
        yield* this.#end(response ?? {}, type.replace('response.', ''))
        this.ended = true
        break
      default:
    }
  }

  *whole(value: unknown): Generator<StreamEvent> {
    const response = asObject(value)
    if (!response || (!Array.isArray(response.output) && asText(response.status) === undefined)) {
      throw this.#reply.fail('bad-response', 'The server sent something that is no answer.', writeJson(value))
    }
    yield* this.answer.model(asText(response.model))
    yield* this.#end(response, asText(response.status))
  }

  /** The whole response repeats all that was said: that counts only when nothing came before. */
  *#end(response: JsonObject, status: string | undefined): Generator<StreamEvent> {
    const sawText = this.answer.sawText
    for (const [index, value] of asArray(response.output).entries()) {
      const item = asObject(value)
      this.#kind(item)
      if (!sawText) yield* this.#item(index, item)
    }
    yield* this.#usage(asObject(response.usage))
    this.#reply.throwIfError({ error: response.error })
    // Asked for something like `auto`, a server may first name that, and only now what answered.
    yield* this.answer.otherModel(asText(response.model))
    const reason = asText(asObject(response.incomplete_details)?.reason)
    this.answer.stopped(reason ?? status)
  }

  /** Items that are neither text nor thinking. */
  #kind(item: JsonObject | undefined): void {
    const type = asText(item?.type)
    if (type === 'function_call' || type === 'custom_tool_call') this.answer.toolCalls()
    else if (type && type !== 'message' && type !== 'reasoning') this.answer.other()
  }

  *#item(index: number, item: JsonObject | undefined): Generator<StreamEvent> {
    if (item?.type === 'reasoning' && this.#thoughtKind === undefined) {
      const summary = asArray(item.summary)
      // Open models say what they thought, not what it comes to.
      for (const [place, value] of (summary.length > 0 ? summary : asArray(item.content)).entries()) {
        const text = asText(asObject(value)?.text) ?? ''
        yield* this.answer.reasoning(this.#thoughts.before(`${index}/${place}`, text))
      }
    }
    if (item?.type !== 'message') return
    for (const [place, value] of asArray(item.content).entries()) {
      const part = asObject(value)
      const places = { output_index: index, content_index: place }
      yield* this.#part(`${asText(part?.type)}`, places, asText(part?.text) ?? asText(part?.refusal))
    }
  }

  *#part(type: string, event: JsonObject, text = ''): Generator<StreamEvent> {
    if (text !== '') this.#begun.add(placeOf(event))
    const words = this.#messages.before(`${asCount(event.output_index)}`, text)
    yield* type.includes('refusal') ? this.answer.refusal(words) : this.answer.text(words)
  }

  /** Some servers send both the thinking and its summary: the one that comes first is kept to. */
  *#thought(kind: string, event: JsonObject, text = ''): Generator<StreamEvent> {
    this.#thoughtKind ??= kind
    if (kind !== this.#thoughtKind) return
    const place = thoughtPlaceOf(event)
    this.#begun.add(place)
    yield* this.answer.reasoning(this.#thoughts.before(place, text))
  }

  /** A part of the thinking that came in one piece. */
  *#closedThought(type: string, event: JsonObject): Generator<StreamEvent> {
    const text = asText(event.text)
    if (text === undefined || this.#begun.has(thoughtPlaceOf(event))) return
    yield* this.#thought(type.replace('.done', '.delta'), event, text)
  }

  *#usage(usage: JsonObject | undefined): Generator<StreamEvent> {
    const input = asObject(usage?.input_tokens_details)
    const figures = usageOf({
      inputTokens: asCount(usage?.input_tokens),
      outputTokens: asCount(usage?.output_tokens),
      cachedInputTokens: asCount(input?.cached_tokens),
      cacheWriteInputTokens: asCount(input?.cache_write_tokens),
      reasoningTokens: asCount(asObject(usage?.output_tokens_details)?.reasoning_tokens),
      costUsd: costOf(usage ?? {}),
    })
    if (figures) yield { type: 'usage', usage: figures }
  }
}

function thoughtPlaceOf(event: JsonObject): string {
  return `thought ${asCount(event.output_index)}/${asCount(event.summary_index) ?? asCount(event.content_index)}`
}

function placeOf(event: JsonObject): string {
  return `${asCount(event.output_index)}/${asCount(event.content_index)}`
}
