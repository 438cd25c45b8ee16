import type { StreamEvent } from '../../chat/stream-event'
import { Answer } from '../answer'
import type { EventReader } from '../event-stream'
import type { HttpReply } from '../http/reply'
import { asArray, asCount, asObject, asText, firstAlternative, present, writeJson, type JsonObject } from '../json'
import { sum, usageOf } from '../usage'

const others = ['inlineData', 'fileData', 'executableCode', 'codeExecutionResult']

/** Turns the chunks of one answer into events. Only the first of several candidates is read; unknown parts are nothing. */
export class CandidateReader implements EventReader {
  readonly answer: Answer
  readonly emptyPasses = true
  readonly #reply: HttpReply
  #counts: JsonObject = {}

  constructor(reply: HttpReply) {
    this.#reply = reply
    // A tool that the model uses by itself ends a turn of its own before the answer goes on.
    this.answer = new Answer(reply, { textAfterReason: true })
  }

  *take(chunk: JsonObject): Generator<StreamEvent> {
    this.#reply.throwIfError(chunk)
    yield* this.#usage(asObject(chunk.usageMetadata))
    yield* this.answer.model(asText(chunk.modelVersion))
    const candidate = firstAlternative(chunk.candidates)
    for (const part of asArray(asObject(candidate?.content)?.parts)) yield* this.#part(asObject(part))
    const reason = asText(candidate?.finishReason)
    if (reason) this.answer.stopped(reason, 'stop', asText(candidate?.finishMessage))
    const block = asText(asObject(chunk.promptFeedback)?.blockReason)
    if (block) this.answer.blocked(block)
  }

  /** One chunk, or all of them in a list: the same call without `alt=sse` streams that. */
  *whole(value: unknown): Generator<StreamEvent> {
    const chunks = (Array.isArray(value) ? asArray(value) : [value]).map(asObject)
    if (!chunks.some((chunk) => chunk?.candidates ?? chunk?.promptFeedback)) {
      throw this.#reply.fail('bad-response', 'The server sent something that is no answer.', writeJson(value))
    }
    for (const chunk of chunks) yield* this.take(chunk ?? {})
    // It is whole by its form.
    this.answer.stopped(undefined)
  }

  *#part(part: JsonObject | undefined): Generator<StreamEvent> {
    const text = asText(part?.text) ?? ''
    yield* part?.thought === true ? this.answer.reasoning(text) : this.answer.text(text)
    if (asObject(part?.functionCall)) this.answer.toolCalls()
    if (others.some((kind) => asObject(part?.[kind]))) this.answer.other()
  }

  /** Running totals on every chunk, each of which may be corrected. Thinking is counted beside the answer. */
  *#usage(metadata: JsonObject | undefined): Generator<StreamEvent> {
    const counts = { ...this.#counts, ...present(metadata) }
    this.#counts = counts
    const reasoningTokens = asCount(counts.thoughtsTokenCount)
    const usage = usageOf({
      inputTokens: sum(asCount(counts.promptTokenCount), asCount(counts.toolUsePromptTokenCount)),
      outputTokens: sum(asCount(counts.candidatesTokenCount), reasoningTokens),
      cachedInputTokens: asCount(counts.cachedContentTokenCount),
      reasoningTokens,
    })
    if (metadata && usage) yield { type: 'usage', usage }
  }
}
