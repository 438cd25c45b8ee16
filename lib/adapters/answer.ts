import type { FinishReason, StreamEvent, UnifiedFinishReason } from '../chat/stream-event'
import type { HttpReply } from './http/reply'
import { ThinkSplitter } from './think-splitter'

/** The words of all wires, in lower case: no two mean different things by the same one. */
const words: Readonly<Record<string, UnifiedFinishReason>> = {
  stop: 'stop',
  end_turn: 'stop',
  eos: 'stop',
  stop_sequence: 'stop',
  pause_turn: 'stop',
  completed: 'stop',
  length: 'length',
  max_tokens: 'length',
  max_output_tokens: 'length',
  model_length: 'length',
  model_context_window_exceeded: 'length',
  content_filter: 'content-filter',
  refusal: 'content-filter',
  safety: 'content-filter',
  recitation: 'content-filter',
  language: 'content-filter',
  blocklist: 'content-filter',
  prohibited_content: 'content-filter',
  spii: 'content-filter',
  image_safety: 'content-filter',
  image_prohibited_content: 'content-filter',
  image_recitation: 'content-filter',
  tool_calls: 'tool-calls',
  tool_use: 'tool-calls',
  function_call: 'tool-calls',
  error: 'error',
  failed: 'error',
  abort: 'error',
  insufficient_system_resource: 'error',
  malformed_function_call: 'error',
  unexpected_tool_call: 'error',
  too_many_tool_calls: 'error',
}

/** How long the rest of a body is waited for behind a complete answer: details, or on some wires more text. */
const detailsMs = 5_000
const moreTextMs = 30_000

export type AnswerForm = {
  /** Split an inline `<think>…</think>` out of the text. */
  splitThinkTags?: boolean
  /** Text may go on after a reason to stop was given: then the last reason counts. */
  textAfterReason?: boolean
}

/** What every answer has in common, whatever wire it comes over: text or thinking, then one end. */
export class Answer {
  readonly #reply: HttpReply
  readonly #textAfterReason: boolean
  #splitter: ThinkSplitter | undefined
  #model: string | undefined
  #sawText = false
  #sawReasoning = false
  #sawToolCalls = false
  #refused = false
  #finish: FinishReason | undefined

  constructor(reply: HttpReply, { splitThinkTags = false, textAfterReason = false }: AnswerForm = {}) {
    this.#reply = reply
    this.#textAfterReason = textAfterReason
    this.#splitter = splitThinkTags ? new ThinkSplitter() : undefined
  }

  /** The wire gave its terminal sign. Details may still follow. */
  get finished(): boolean {
    return this.#finish !== undefined
  }

  get sawText(): boolean {
    return this.#sawText
  }

  *model(name: string | undefined): Generator<StreamEvent> {
    if (!name || this.#model !== undefined) return
    this.#model = name
    yield { type: 'model', model: name }
  }

  *text(text: string): Generator<StreamEvent> {
    if (text === '') return
    this.#sawText = true
    if (this.#splitter) yield* this.#noting(this.#splitter.take(text))
    else yield { type: 'text-delta', text }
  }

  /** Thinking that the wire itself keeps apart: then a tag in the text is text. */
  *reasoning(text: string): Generator<StreamEvent> {
    if (text === '') return
    yield* this.#flush()
    this.#splitter = undefined
    this.#sawReasoning = true
    yield { type: 'reasoning-delta', text }
  }

  /** A refusal in words is the answer, though the wire says it merely stopped. */
  *refusal(text: string): Generator<StreamEvent> {
    if (text === '') return
    this.#refused = true
    yield* this.text(text)
  }

  toolCalls(): void {
    this.#sawToolCalls = true
  }

  /** The shop kept the answer back, by whatever word. */
  blocked(raw: string): void {
    this.#refused = true
    this.stopped(raw)
  }

  /**
   * The wire's word for why it stopped, or what it means that it gave none.
   * @param explanation what the server says about it, for a reason that is a failure.
   * @throws {ChatError} when the word means that the server failed.
   */
  stopped(raw: string | undefined, without: UnifiedFinishReason = 'stop', explanation = ''): void {
    if (this.#finish && (raw === undefined || !this.#textAfterReason)) return
    const unified = raw === undefined ? without : (words[raw.toLowerCase()] ?? 'other')
    if (unified === 'error') {
      const message = `The server ended the answer with “${raw}”. ${explanation}`.trim()
      throw this.#reply.serverError({ message, codes: raw ? [raw] : [] })
    }
    this.#finish = raw === undefined ? { unified } : { unified, raw }
    this.#reply.hurry(this.#textAfterReason ? moreTextMs : detailsMs)
  }

  /**
   * The end of the body.
   * @throws {ChatError} `truncated` without a terminal sign, `bad-response` when there was no answer at all.
   */
  *end(): Generator<StreamEvent> {
    yield* this.#flush()
    if (!this.#finish) throw this.#reply.truncated()
    const reason = this.#reason(this.#finish)
    if (!this.#sawText && !this.#sawReasoning && (reason.unified === 'stop' || reason.unified === 'other')) {
      throw this.#reply.fail('bad-response', 'The model returned nothing.')
    }
    yield { type: 'finish', reason }
  }

  #reason(finish: FinishReason): FinishReason {
    if (this.#refused) return { ...finish, unified: 'content-filter' }
    if (this.#sawToolCalls && finish.unified === 'stop') return { ...finish, unified: 'tool-calls' }
    return finish
  }

  *#flush(): Generator<StreamEvent> {
    if (this.#splitter) yield* this.#noting(this.#splitter.end())
  }

  *#noting(events: StreamEvent[]): Generator<StreamEvent> {
    for (const event of events) {
      if (event.type === 'reasoning-delta') this.#sawReasoning = true
      yield event
    }
  }
}

/**
 * Passes on what a reader yields. Once the answer is complete, whatever then befalls the line (garbage, a cut, a
 * silence) takes nothing away from it, but for the user's own stop.
 */
export async function* untilComplete<Item>(
  items: AsyncGenerator<Item>,
  answer: Answer,
  signal: AbortSignal,
): AsyncGenerator<Item> {
  try {
    yield* items
  } catch (error) {
    if (!answer.finished || signal.aborted) throw error
  }
}
