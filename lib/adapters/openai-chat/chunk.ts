import type { StreamEvent } from '../../chat/stream-event'
import type { ChatDialect } from '../../chat/wire'
import { Answer } from '../answer'
import type { EventReader } from '../event-stream'
import type { HttpReply } from '../http/reply'
import { readErrorValue } from '../http/server-error'
import { asArray, asObject, asText, firstAlternative, type JsonObject } from '../json'
import { readContent } from './content'
import { ReasoningReader } from './reasoning'
import { chunkUsage } from './usage'

/** Turns the chunks of one answer into events. Only the first of several choices is read; unknown fields are nothing. */
export class ChunkReader implements EventReader {
  readonly answer: Answer
  readonly #reply: HttpReply
  readonly #dialect: ChatDialect
  readonly #reasoning = new ReasoningReader()

  constructor(reply: HttpReply, dialect: ChatDialect) {
    this.answer = new Answer(reply, { splitThinkTags: dialect.splitThinkTags })
    this.#reply = reply
    this.#dialect = dialect
  }

  /** One chunk, with the name of its event where the stream names it. */
  *take(chunk: JsonObject, event?: string): Generator<StreamEvent> {
    yield* this.#usage(chunk)
    this.#throwIfError(chunk, event)
    yield* this.answer.model(asText(chunk.model))
    const choice = firstAlternative(chunk.choices)
    const delta = asObject(choice?.delta)
    // A closing event may repeat the whole answer as a message: it counts only when nothing came before.
    const message = this.answer.sawText ? undefined : asObject(choice?.message)
    yield* this.#message(delta ?? message)
    this.#stopped(choice)
  }

  /** A whole answer that was not streamed. */
  *whole(value: unknown): Generator<StreamEvent> {
    const body = asObject(value)
    if (!body || firstAlternative(body.choices) === undefined) {
      throw this.#reply.fail('bad-response', 'The server sent something that is no answer.', JSON.stringify(value))
    }
    yield* this.take(body)
    // It is whole by its form: a server that names no reason has no other way to say so.
    this.answer.stopped(undefined)
  }

  doneMark(): void {
    this.answer.stopped(undefined)
  }

  *#message(message: JsonObject | undefined): Generator<StreamEvent> {
    if (!message) return
    const content = readContent(message.content)
    yield* this.answer.reasoning(this.#reasoning.take(message, content.thinking))
    yield* this.answer.text(content.text)
    yield* this.answer.refusal(asText(message.refusal) ?? '')
    if (asArray(message.tool_calls).length > 0 || asObject(message.function_call)) this.answer.toolCalls()
  }

  *#usage(chunk: JsonObject): Generator<StreamEvent> {
    const usage = chunkUsage(chunk, this.#dialect.reasoningOutsideOutput)
    if (usage) yield { type: 'usage', usage }
  }

  #stopped(choice: JsonObject | undefined): void {
    const reason = asText(choice?.finish_reason)
    if (reason) this.answer.stopped(reason)
  }

  #throwIfError(chunk: JsonObject, event: string | undefined): void {
    if (event === 'error') throw this.#reply.serverError(readErrorValue(chunk))
    this.#reply.throwIfError(chunk)
    const inner = asText(asObject(chunk.x_groq)?.error)
    if (inner) throw this.#reply.serverError({ message: inner, codes: [] })
  }
}
