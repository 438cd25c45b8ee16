import { ChatError, type ErrorKind } from '../../chat/chat-error'
import type { Connection } from '../../chat/connection'
import { failure, scrub, streamScrubber } from './failure'
import { failureFromPage, failureFromServer, requestIdOf } from './gate'
import type { Recorder } from './recorder'
import { findError, looksLikeHtml, type ServerError } from './server-error'
import type { Watchdog } from './watchdog'

const errorBodyCharacters = 64 * 1024

/** A response in progress. Whoever holds it closes it. */
export class HttpReply {
  readonly #connection: Connection
  readonly #response: Response
  readonly #watchdog: Watchdog
  readonly #recorder: Recorder

  constructor(connection: Connection, response: Response, watchdog: Watchdog, recorder: Recorder) {
    this.#connection = connection
    this.#response = response
    this.#watchdog = watchdog
    this.#recorder = recorder
  }

  get provider(): string {
    return this.#connection.providerName
  }

  /** Largest line or event a reader of this body may gather, in characters. */
  get eventLimit(): number {
    return this.#connection.limits.eventBytes
  }

  /**
   * The body as text, piece by piece as it comes.
   * @throws {ChatError} `truncated` when the line breaks, and whatever a time limit or the user's stop says.
   */
  async *text(): AsyncGenerator<string> {
    const reader = this.#response.body?.getReader()
    if (!reader) return
    // A body that does not end by itself when its request is aborted would be waited for in vain.
    const cancel = (): void => void reader.cancel().catch(() => undefined)
    this.#watchdog.signal.addEventListener('abort', cancel, { once: true })
    const decoder = new TextDecoder()
    const scrubber = streamScrubber(this.#connection)
    let bytes = 0
    try {
      for (;;) {
        const piece = await this.#read(reader)
        if (!piece) break
        this.#watchdog.bytesCame()
        this.#connection.onBytes?.(piece.byteLength)
        bytes += piece.byteLength
        if (bytes > this.#connection.limits.bodyBytes) throw this.tooLarge()
        const text = scrubber.take(decoder.decode(piece, { stream: true }))
        if (text !== '') yield text
        this.#watchdog.throwIfEnded()
      }
      const rest = scrubber.take(decoder.decode()) + scrubber.rest()
      if (rest !== '') yield rest
    } catch (error) {
      const rest = this.#watchdog.reason ? '' : scrubber.rest()
      if (rest !== '') yield rest
      throw error
    } finally {
      this.#watchdog.signal.removeEventListener('abort', cancel)
      cancel()
    }
  }

  /** The whole body. */
  async all(): Promise<string> {
    const pieces: string[] = []
    for await (const piece of this.text()) pieces.push(piece)
    return pieces.join('')
  }

  /** As much of the body as an error message needs. A body that breaks off is taken as it is. */
  async start(): Promise<string> {
    let text = ''
    try {
      for await (const piece of this.text()) {
        text += piece
        if (text.length > errorBodyCharacters) break
      }
    } catch (error) {
      if (!(error instanceof ChatError) || error.kind === 'aborted') throw error
    }
    return text.slice(0, errorBodyCharacters)
  }

  /**
   * A whole body as JSON.
   * @throws {ChatError} when it is a web page, an error, or no JSON.
   */
  parse(text: string): unknown {
    if (looksLikeHtml(text)) throw failureFromPage(this.#connection, text)
    if (text.trim() === '') throw this.nothing()
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      throw this.fail('bad-response', `${this.#connection.providerName} sent an answer that cannot be read.`, text)
    }
    this.throwIfError(value)
    return value
  }

  throwIfError(value: unknown): void {
    const error = findError(value)
    if (error) throw this.serverError(error)
  }

  /** A failure the server reported inside a successful response. */
  serverError(error: ServerError): ChatError {
    return failureFromServer(this.#connection, error, this.#response.headers)
  }

  webPage(html: string): ChatError {
    return failureFromPage(this.#connection, html)
  }

  tooLarge(): ChatError {
    this.#recorder.ended('limit')
    return this.fail(
      'too-large',
      `${this.#connection.providerName} sent more than an answer can hold, so it was cut off.`,
    )
  }

  /** No body at all. */
  nothing(passes = false): ChatError {
    return this.fail('bad-response', 'The model returned nothing.', undefined, passes || undefined)
  }

  truncated(): ChatError {
    return this.fail(
      'truncated',
      `The answer broke off: ${this.#connection.providerName} ended it before it was complete.`,
    )
  }

  fail(kind: ErrorKind, message: string, detail?: string, retryable?: boolean): ChatError {
    const requestId = requestIdOf(this.#response.headers)
    return failure(this.#connection, kind, message, {
      ...(detail === undefined ? {} : { detail }),
      ...(retryable === undefined ? {} : { retryable }),
      ...(requestId === undefined ? {} : { requestId }),
    })
  }

  /** For the receipt: what of the answer is missing. */
  note(sentence: string): void {
    this.#connection.onNote?.(scrub(this.#connection, sentence))
  }

  /** Readers report each real event: comments alone do not keep an answer alive. */
  eventCame(): void {
    this.#watchdog.eventCame()
  }

  /** The answer is complete; what may still follow is waited for no longer than this. */
  hurry(milliseconds: number): void {
    this.#watchdog.hurry(milliseconds)
  }

  throwIfEnded(): void {
    this.#watchdog.throwIfEnded()
  }

  close(): void {
    this.#watchdog.close()
  }

  async #read(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array | undefined> {
    try {
      const { value } = await reader.read()
      this.#watchdog.throwIfEnded()
      if (value) this.#recorder.received(value)
      else this.#recorder.ended('complete')
      return value
    } catch {
      this.#recorder.ended('network-error')
      throw this.#watchdog.reason ?? this.truncated()
    }
  }
}
