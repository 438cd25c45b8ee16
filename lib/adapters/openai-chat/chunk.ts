import type { StreamEvent } from '../../chat/stream-event'
import type { ChatDialect } from '../../chat/wire'
import { Answer } from '../answer'
import type { EventReader } from '../event-stream'
import type { HttpReply } from '../http/reply'
import { readErrorValue } from '../http/server-error'
import { asArray, asObject, asText, firstAlternative, writeJson, type JsonObject } from '../json'
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
    const choice = firstAlternative(chunk.choices)
    yield* this.#usage(chunk, choice)
    this.#throwIfError(chunk, event)
    yield* this.answer.model(asText(chunk.model))
    yield* this.#message(asObject(choice?.delta) ?? this.#unsaid(asObject(choice?.message)) ?? plain(chunk, choice))
    // A go-between may say on the choice what befell its upstream.
    if (choice) this.#reply.throwIfError({ error: choice.error })
    this.#stopped(choice)
  }

  /** A whole answer that was not streamed. */
  *whole(value: unknown): Generator<StreamEvent> {
    const sent = asObject(value)
    const body = sent?.choices === undefined ? (asObject(sent?.result) ?? sent) : sent
    if (!body || (firstAlternative(body.choices) === undefined && asText(body.response) === undefined)) {
      throw this.#reply.fail('bad-response', 'The server sent something that is no answer.', writeJson(value))
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
    if (content.other || asObject(message.audio) || asArray(message.images).length > 0) this.answer.other()
    yield* this.answer.reasoning(this.#reasoning.take(message, content.thinking))
    yield* this.answer.text(content.text)
    yield* this.answer.refusal(content.refusal + (asText(message.refusal) ?? ''))
    if (asArray(message.tool_calls).length > 0 || asObject(message.function_call)) this.answer.toolCalls()
  }

  /** A closing event may repeat the whole answer as a message: of it only what had not come before counts. */
  #unsaid(message: JsonObject | undefined): JsonObject | undefined {
    if (!message) return undefined
    const { content, refusal, tool_calls, function_call } = message
    if (this.answer.sawText) return { tool_calls, function_call }
    return this.answer.sawReasoning
      ? { content: readContent(content).text, refusal, tool_calls, function_call }
      : message
  }

  *#usage(chunk: JsonObject, choice: JsonObject | undefined): Generator<StreamEvent> {
    const usage = chunkUsage(chunk, choice, this.#dialect.reasoningOutsideOutput)
    if (usage) yield { type: 'usage', usage }
  }

  #stopped(choice: JsonObject | undefined): void {
    const reason = asText(choice?.finish_reason)
    // The upstream's own word says more where it failed.
    if (reason) this.answer.stopped(reason, 'stop', asText(choice?.native_finish_reason))
  }

  #throwIfError(chunk: JsonObject, event: string | undefined): void {
    if (event === 'error') throw this.#reply.serverError(readErrorValue(chunk))
    this.#reply.throwIfError(chunk)
    const groq = asObject(chunk.x_groq)
    if (groq) this.#reply.throwIfError({ error: groq.error })
  }
}

/** The text of servers that have no messages: a completion of the old kind, or a bare response. */
function plain(chunk: JsonObject, choice: JsonObject | undefined): JsonObject {
  return { content: asText(choice?.text) ?? (choice ? undefined : asText(chunk.response)) }
}
