import { ChatError, toErrorInfo } from '../../chat/chat-error'
import type { ChatRequest } from '../../chat/request'
import type { StreamEvent } from '../../chat/stream-event'
import type { CheckupContext } from '../doctor'
import type { Dispatch } from '../dispatch'
import { isNetworked, type Findings } from './findings'
import { climbedSoFar } from './ladder'

/** Short enough to cost next to nothing, long enough to show whether it comes piece by piece. */
const question = 'Count from 1 to 40, in digits, with blanks between them. Write nothing else.'

/** A model on the reader's own machine may take ten minutes to load; nobody waits longer for a check. */
const firstPieceMs = 12 * 60_000
/** Counting to 40 takes no longer, with thinking before it. */
const afterwardsMs = 2 * 60_000
/** Some thinking and forty numbers are far less. */
const mostCharacters = 40_000

/** Puts the question and writes down what comes. Never throws; whatever ends it, no request stays open. */
export async function ask(dispatch: Dispatch, findings: Findings, context: CheckupContext): Promise<void> {
  const { monotonicNow, onProgress } = context
  const limit = new TimeLimit(context.signal)
  let sentAt = monotonicNow()
  let arrivedAt: number | undefined
  let characters = 0
  try {
    limit.allow(firstPieceMs)
    const events = dispatch.chat(findings.provider.id, requestFor(findings.model), limit.signal, {
      onSend: () => {
        findings.sent = true
        sentAt = monotonicNow()
      },
      // When the line brought it, however long this machine then takes to read it.
      onBytes: () => (arrivedAt = monotonicNow()),
      onWhole: () => (findings.refusedToStream = true),
    })
    for await (const event of events) {
      if (event.type === 'text-delta' || event.type === 'reasoning-delta') {
        findings.pieces.push(Math.round((arrivedAt ?? monotonicNow()) - sentAt))
        characters += event.text.length
        if (findings.pieces.length === 1) {
          limit.allow(afterwardsMs)
          onProgress(climbedSoFar(findings, 'first-byte'))
        }
      } else note(event, findings)
      if (characters > mostCharacters) {
        findings.endless = true
        break
      }
    }
    if (findings.pieces.length === 0) throw new ChatError('bad-response', wordless(findings))
  } catch (error) {
    findings.error = toErrorInfo(limit.hasPassed ? tooLate(findings) : error)
  } finally {
    limit.end()
  }
}

function note(event: StreamEvent, findings: Findings): void {
  if (event.type === 'model') findings.answeredBy = event.model
  if (event.type === 'usage') findings.reportedUsage = true
  if (event.type === 'finish' && event.reason.unified === 'error') {
    throw new ChatError('bad-response', `${findings.provider.name} broke off the answer with an error.`)
  }
}

function requestFor(model: string): ChatRequest {
  return {
    model,
    messages: [{ role: 'user', parts: [{ type: 'text', text: question }] }],
    parameters: {},
    question,
    documents: [],
  }
}

function wordless(findings: Findings): string {
  return `${isNetworked(findings) ? findings.model : 'The built-in reader'} ended its answer without a word.`
}

function tooLate({ provider, pieces }: Findings): ChatError {
  return pieces.length === 0
    ? new ChatError('timeout', `${provider.name} did not begin to answer within 12 minutes.`)
    : new ChatError('stalled', `${provider.name} took more than two minutes to count to 40.`)
}

/** Ends a request when the reader does, or when its time is over, and knows which it was. */
class TimeLimit {
  readonly #controller = new AbortController()
  readonly signal: AbortSignal
  #timer: ReturnType<typeof setTimeout> | undefined
  hasPassed = false

  constructor(reader: AbortSignal) {
    this.signal = AbortSignal.any([reader, this.#controller.signal])
  }

  allow(milliseconds: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.hasPassed = true
      this.#controller.abort()
    }, milliseconds)
  }

  end(): void {
    clearTimeout(this.#timer)
    this.#controller.abort()
  }
}
