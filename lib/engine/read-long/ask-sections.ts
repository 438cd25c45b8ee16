import { ChatError, toErrorInfo, type ErrorKind } from '../../chat/chat-error'
import type { CoverageEvent } from '../../chat/coverage'
import type { ChatRequest } from '../../chat/request'
import type { SectionResult } from '../../chat/section-result'
import type { StreamEvent } from '../../chat/stream-event'
import { addUsage, mergeUsage, type Usage } from '../../chat/usage'
import { getSectionResults, saveSectionResult } from '../../db/section-results'
import { notesIn } from '../../prompts/reading'
import { inTurns } from './in-turns'

export type SectionEvent = StreamEvent | CoverageEvent

export type Question = { key: string; request: ChatRequest }

export type SectionAsking = {
  conversationId: string
  /** Asks the model, with retries, on a slot that is held by whoever calls. */
  ask: (request: ChatRequest, signal: AbortSignal) => AsyncIterable<StreamEvent>
  /** As for `inTurns`. */
  mayBegin: () => (() => void) | undefined
  now: () => number
  /** To be called with a failure that does not end the reading. */
  onProblem: (error: unknown) => void
  signal: AbortSignal
}

/** What stands in the way of every section alike: there is no use in asking for the next. */
const hopeless: ReadonlySet<ErrorKind> = new Set([
  'not-configured',
  'permission',
  'origin-blocked',
  'auth',
  'model-not-found',
  'quota',
  'blocked-by-rule',
  'over-budget',
])

/** What is found in sections, and what finding it used. */
export class Notebook {
  readonly #found = new Map<string, string>()
  readonly #used = new Map<string, Usage>()

  /** What is known already of each question, from this run or an earlier one. */
  async read(questions: readonly Question[]): Promise<(string | undefined)[]> {
    const unknown = questions.filter(({ key }) => !this.#found.has(key)).map(({ key }) => key)
    for (const { key, notes } of (await getSectionResults(unknown)).values()) this.#found.set(key, notes)
    return questions.map(({ key }) => this.#found.get(key))
  }

  /** @throws {ChatError} when it cannot be stored; this run knows it all the same. */
  async keep(result: SectionResult): Promise<void> {
    this.#found.set(result.key, result.notes)
    await saveSectionResult(result)
  }

  /** The event with the sum of all requests in the place of the figures of one, which are running totals. */
  count(request: string, usage: Usage): StreamEvent {
    this.#used.set(request, mergeUsage(this.#used.get(request), usage))
    const sum = [...this.#used.values()].reduce<Usage | undefined>(addUsage, undefined)
    return { type: 'usage', usage: sum ?? {} }
  }
}

/**
 * Asks for the notes on sections, several at once. Each is stored as it comes. One that cannot be had is reported and
 * stops no other.
 * @param questions by the section's place.
 * @throws {ChatError} what stands in the way of all of them.
 */
export async function* askSections(
  questions: ReadonlyMap<number, Question>,
  notebook: Notebook,
  asking: SectionAsking,
): AsyncGenerator<SectionEvent> {
  const { conversationId, ask, now, onProblem, signal } = asking
  const own = new AbortController()
  const both = AbortSignal.any([signal, own.signal])

  async function* askOne(index: number, { key, request }: Question): AsyncGenerator<SectionEvent> {
    yield { type: 'section', index, state: 'reading' }
    try {
      let text = ''
      let used: Usage | undefined
      for await (const event of ask(request, both)) {
        if (event.type === 'text-delta') text += event.text
        else if (event.type === 'model') yield event
        else if (event.type === 'usage') {
          used = mergeUsage(used, event.usage)
          yield notebook.count(key, event.usage)
        }
      }
      const result: SectionResult = { key, conversationId, notes: notesIn(text), createdAt: now() }
      await notebook.keep(used ? { ...result, usage: used } : result).catch(onProblem)
      yield { type: 'section', index, state: 'read' }
    } catch (error) {
      if (both.aborted || !(error instanceof ChatError) || hopeless.has(error.kind)) throw error
      const { kind, message } = toErrorInfo(error)
      yield { type: 'section', index, state: 'failed', error: { kind, message } }
    }
  }

  try {
    yield* inTurns(
      [...questions].map(
        ([index, question]) =>
          () =>
            askOne(index, question),
      ),
      asking.mayBegin,
    )
  } finally {
    own.abort()
  }
}

/** A name for all that an answer depends on: who is asked, and every word of what is asked. */
export async function keyOf(providerId: string, request: ChatRequest): Promise<string> {
  const { model, system, messages, parameters } = request
  const text = JSON.stringify({ providerId, model, system, messages, parameters })
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
