import type { ChatError } from '../chat/chat-error'
import type { FinishReason, StreamEvent, UnifiedFinishReason } from '../chat/stream-event'
import { contextFull, unifiedReason } from './finish-words'
import type { HttpReply } from './http/reply'
import { ThinkSplitter } from './think-splitter'

/** How long the rest of a body is waited for behind a complete answer: details, or on some wires more text. */
const detailsMs = 5_000
const moreTextMs = 30_000

export type AnswerForm = {
  /** Split an inline `<think>…</think>` out of the text. */
  splitThinkTags?: boolean
  /** Text may go on after a reason to stop was given, so that it is waited for longer. */
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
  /** Whether it said anything: blanks are passed on, but say nothing. */
  #said = false
  #sawOther = false
  #sawToolCalls = false
  #refused = false
  #finish: FinishReason | undefined
  #failure: ChatError | undefined

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

  get sawReasoning(): boolean {
    return this.#sawReasoning
  }

  *model(name: string | undefined): Generator<StreamEvent> {
    if (this.#model === undefined) yield* this.otherModel(name)
  }

  /** Another model took over in the midst of the answer: the server says so. */
  *otherModel(name: string | undefined): Generator<StreamEvent> {
    if (!name || name === this.#model) return
    this.#model = name
    yield { type: 'model', model: name }
  }

  *text(text: string): Generator<StreamEvent> {
    if (text === '') return
    this.#sawText = true
    yield* this.#say(this.#splitter ? this.#splitter.take(text) : [{ type: 'text-delta', text }])
  }

  /** Thinking that the wire itself keeps apart: then a tag in the text is text. */
  *reasoning(text: string): Generator<StreamEvent> {
    if (text === '') return
    yield* this.flush()
    this.#splitter = undefined
    yield* this.#say([{ type: 'reasoning-delta', text }])
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

  /** Something of the answer that is neither text nor thinking, such as a picture: it is not shown, but it is there. */
  other(): void {
    this.#sawOther = true
  }

  /** The shop kept the answer back, by whatever word. */
  blocked(raw: string): void {
    this.#refused = true
    this.stopped(raw)
  }

  /**
   * The wire's word for why it stopped, or what it means that it gave none. Of several words the last one counts.
   * A word that means that the server failed is thrown at the end: usage may stand behind it.
   * @param explanation what the server says about it, for a reason that is a failure.
   */
  stopped(raw: string | undefined, without: UnifiedFinishReason = 'stop', explanation = ''): void {
    if (this.#finish && raw === undefined) return
    const unified = raw === undefined ? without : unifiedReason(raw)
    if (unified === 'error') {
      const message = `The server ended the answer with “${raw}”. ${explanation}`.trim()
      this.#failure = this.#reply.serverError({ message, codes: raw ? [raw] : [] })
    } else this.#failure = undefined
    this.#finish = raw === undefined ? { unified } : { unified, raw }
    this.#reply.hurry(this.#textAfterReason ? moreTextMs : detailsMs)
  }

  /**
   * The end of the body. An answer that the wire itself ended with a reason is finished, also when it says nothing;
   * that it says nothing is then a failure behind its end.
   * @throws {ChatError} `truncated` without a terminal sign, `bad-response` when there was no answer at all, and what
   * the reason means when it means a failure.
   */
  *end(): Generator<StreamEvent> {
    yield* this.flush()
    if (!this.#finish) throw this.#reply.truncated()
    const reason = this.#reason(this.#finish)
    const empty = this.#isEmpty(reason)
    if (!empty || reason.raw !== undefined) yield { type: 'finish', reason }
    if (this.#failure) throw this.#failure
    // Full before the first word: what was sent is too long. Some say so only by this reason.
    if (!this.#said && reason.raw === contextFull)
      throw this.#reply.serverError({ message: '', codes: ['context_length'] })
    if (empty) throw this.#reply.fail('bad-response', 'The model returned nothing.')
  }

  /** What still waits, because it could be the beginning of a tag. */
  *flush(): Generator<StreamEvent> {
    if (this.#splitter) yield* this.#say(this.#splitter.end())
  }

  /** A stop sequence of the reader's may be the first thing that a model says. */
  #isEmpty({ unified, raw }: FinishReason): boolean {
    if (this.#said || this.#sawOther || this.#sawToolCalls || raw === 'stop_sequence') return false
    return unified === 'stop' || unified === 'other'
  }

  #reason(finish: FinishReason): FinishReason {
    if (this.#refused) return { ...finish, unified: 'content-filter' }
    if (this.#sawToolCalls && finish.unified === 'stop') return { ...finish, unified: 'tool-calls' }
    return finish
  }

  *#say(events: StreamEvent[]): Generator<StreamEvent> {
    for (const event of events) {
      this.#said ||= 'text' in event && event.text.trim() !== ''
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
