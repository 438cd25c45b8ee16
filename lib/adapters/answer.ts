import type { FinishReason, StreamEvent, UnifiedFinishReason } from '../chat/stream-event'
import type { HttpReply } from './http/reply'
import { ThinkSplitter } from './think-splitter'

const words: Readonly<Record<string, UnifiedFinishReason>> = {
  stop: 'stop',
  end_turn: 'stop',
  eos: 'stop',
  stop_sequence: 'stop',
  length: 'length',
  max_tokens: 'length',
  model_length: 'length',
  content_filter: 'content-filter',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
  error: 'error',
  abort: 'error',
  insufficient_system_resource: 'error',
}

/** What every answer has in common, whatever wire it comes over: text or thinking, then one end. */
export class Answer {
  readonly #reply: HttpReply
  #splitter: ThinkSplitter | undefined
  #model: string | undefined
  #sawText = false
  #sawReasoning = false
  #sawToolCalls = false
  #refused = false
  #finish: FinishReason | undefined

  constructor(reply: HttpReply, splitThinkTags: boolean) {
    this.#reply = reply
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

  /** The wire's word for why it stopped, or what it means that it gave none. The first one counts. */
  stopped(raw: string | undefined, without: UnifiedFinishReason = 'stop'): void {
    if (this.#finish) return
    const unified = raw === undefined ? without : (words[raw.toLowerCase()] ?? 'other')
    if (unified === 'error') {
      throw this.#reply.serverError({ message: `The server ended the answer with “${raw}”.`, codes: raw ? [raw] : [] })
    }
    this.#finish = raw === undefined ? { unified } : { unified, raw }
    this.#reply.hurry()
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
