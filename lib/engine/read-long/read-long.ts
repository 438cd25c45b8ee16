import { isLoopback } from '../../chat/base-url'
import type { Message } from '../../chat/message'
import type { Provider } from '../../chat/provider'
import type { ChatRequest } from '../../chat/request'
import type { StreamEvent } from '../../chat/stream-event'
import { roomIn, sectionsAtOnce } from '../../policy/reading-plan'
import type { RequestSource } from '../../prompts/build-request'
import { tokensBesides } from '../../prompts/reading'
import type { PauseHooks } from '../pause'
import type { SectionEvent } from './ask-sections'
import { readEverything, readSection, type LongReading } from './read-everything'
import { relevantRequest } from './read-relevant'
import { sharedPause } from './shared-pause'

export type LongInput = {
  answer: Message
  source: RequestSource
  provider: Provider | undefined
  /** The one section that is wanted, of an answer that has been written. */
  section: number | undefined
}

export type LongDependencies = {
  /** Asks with retries, on a slot that is held. */
  ask: (request: ChatRequest, signal: AbortSignal, pause: PauseHooks) => AsyncIterable<StreamEvent>
  /** Asks for the answer itself. */
  finish: (request: ChatRequest) => AsyncIterable<StreamEvent>
  hooks: PauseHooks & { onProblem: (error: unknown) => void }
  /** A further slot, if one is free; the run holds one already. */
  spareSlot: () => (() => void) | undefined
  now: () => number
}

/**
 * Reads what is attached as the answer's coverage says it is to be read.
 * @returns undefined where all is sent in one piece. The built-in reader reads everything, however long.
 */
export function readLong(
  { answer, source, provider, section }: LongInput,
  signal: AbortSignal,
  { ask, finish, hooks, spareSlot, now }: LongDependencies,
): AsyncIterable<SectionEvent> | undefined {
  const { coverage } = answer
  if (!coverage || !provider || provider.baseUrl === '') return undefined
  const local = isLoopback(provider.baseUrl)
  const { contextWindow, preset } = source
  const { maxOutputTokens } = preset.parameters
  const room = roomIn({ contextWindow, maxOutputTokens, local }, tokensBesides(source))
  if (coverage.reading === 'relevant') return readParts(source, room, finish)

  const pauses = sharedPause(hooks)
  let spare = sectionsAtOnce(local) - 1
  const reading: LongReading = {
    answer,
    source,
    room,
    providerId: preset.providerId,
    signal,
    now,
    onProblem: hooks.onProblem,
    finish,
    ask: (request, until) => ask(request, until, pauses()),
    mayBegin() {
      const leave = spare > 0 ? spareSlot() : undefined
      if (!leave) return undefined
      spare -= 1
      return () => {
        spare += 1
        leave()
      }
    },
  }
  return section === undefined ? readEverything(reading) : readSection(reading, section)
}

async function* readParts(
  source: RequestSource,
  room: LongReading['room'],
  finish: LongDependencies['finish'],
): AsyncGenerator<SectionEvent> {
  const { request, coverage } = relevantRequest(source, room)
  yield { type: 'coverage', coverage }
  yield* finish(request)
}
