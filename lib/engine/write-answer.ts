import type { Tape } from '../chat/cassette'
import { ChatError } from '../chat/chat-error'
import { textOf, threadTo, type Message } from '../chat/message'
import type { Preset } from '../chat/preset'
import type { ChatRequest } from '../chat/request'
import type { CoverageEvent } from '../chat/coverage'
import type { PresetEvent, StreamEvent } from '../chat/stream-event'
import { getAttachments } from '../db/attachments'
import { listMessages } from '../db/messages'
import { getModelList } from '../db/model-lists'
import { getReceipt, saveReceipt } from '../db/receipts'
import { retryDelayBeforeFallback, withFallbacksOf } from '../policy/fallback'
import { namingLargestPart } from '../policy/fit'
import { createReceipt } from '../policy/receipt'
import { retryDelay } from '../policy/retry'
import { requireVision } from '../policy/vision'
import { goingAlong } from '../prompts/attachment-text'
import { buildRequest, type RequestSource } from '../prompts/build-request'
import { withContinuation } from '../prompts/continue'
import { allPresets } from '../settings/presets'
import { findProvider } from '../settings/providers'
import { readSettings } from '../settings/settings'
import { joinedTo } from './continue-stream'
import type { Dispatch } from './dispatch'
import { pauseFor, type PauseHooks } from './pause'
import { requireParameters } from './presets'
import { readLong } from './read-long/read-long'
import type { AnswerHooks } from './run'
import type { Prepared } from './prepared'
import type { Slots } from './slots'
import { withFallbacks, type Candidate } from './with-fallbacks'
import { withRetries } from './with-retries'

export type WriteDependencies = {
  dispatch: Dispatch
  slots: Slots
  now: () => number
  createId: () => string
  random: () => number
}

type WriteInput = {
  answer: Message
  /** The answer was begun by an earlier run; where it holds text already, that is gone on with. */
  goesOn: boolean
  /** Reads this one section of what is attached, and leaves the answer as it is. */
  section?: number | undefined
  preset: Preset
  tape: Tape | undefined
  /** Resolves once the answer could be found again: nothing leaves before. */
  recoverable: Promise<void>
  /** What was read or made ready already. */
  prepared: Prepared | undefined
}

/** Asks for one answer: the preset first, then its fallbacks, each with what it needs and in its own turn. */
export async function* writeAnswer(
  { answer, recoverable, goesOn, section, preset, tape, prepared }: WriteInput,
  signal: AbortSignal,
  hooks: AnswerHooks,
  { dispatch, slots, now, createId, random }: WriteDependencies,
): AsyncGenerator<StreamEvent | PresetEvent | CoverageEvent> {
  // The reader waits: all is asked for at once.
  const firstList = prepared?.list ?? getModelList(preset.providerId)
  firstList.catch(() => undefined)
  const [settings, messages, earlier] = await Promise.all([
    readSettings(),
    prepared?.messages ?? listMessages(answer.conversationId),
    goesOn ? getReceipt(answer.id) : undefined,
  ])
  const thread = threadTo(messages, answer.parentId)
  const attachments = await getAttachments(thread.flatMap((message) => message.attachmentIds))
  const along = goingAlong(attachments)
  const receipt = createReceipt(answer, preset, along, earlier)
  const { onHeaders, onBytes, onProblem } = hooks

  /** Anew for each preset: it has its own parameters, its own instructions and its own window. */
  async function sourceFor(asked: Preset): Promise<RequestSource> {
    const list = asked === preset ? firstList : getModelList(asked.providerId)
    await requireParameters(settings, asked, list)
    const listed = (await list)?.models ?? []
    const provider = findProvider(settings, asked.providerId)
    hooks.onPrices({ own: provider?.prices ?? {}, listed })
    requireVision(asked, along, listed)
    const contextWindow = listed.find((model) => model.id === asked.model)?.contextWindow
    if (attachments.length === 0 && thread.every((one) => textOf(one) === '')) {
      throw new ChatError('bad-request', 'There is nothing to answer: the question is gone.')
    }
    const nonce = createId()
    return { thread, attachments, preset: asked, nonce, ...(contextWindow === undefined ? {} : { contextWindow }) }
  }

  async function* askOne(
    { preset: asked, providerName }: Candidate,
    isLast: boolean,
  ): AsyncGenerator<StreamEvent | CoverageEvent> {
    const provider = findProvider(settings, asked.providerId)
    const owner = { id: asked.providerId, name: providerName, limits: provider?.limits ?? {} }
    const leave = await slots.take(owner, signal, hooks)
    const delayOf = isLast ? retryDelay : retryDelayBeforeFallback
    let last: ChatRequest | undefined

    function ask(request: ChatRequest, until: AbortSignal, pause: PauseHooks): AsyncIterable<StreamEvent> {
      return withRetries(
        () =>
          dispatch.chat(asked.providerId, request, until, {
            onHeaders,
            onBytes,
            onConnection: ({ providerName: name }) => receipt.connected(name),
            onSend: (sent) => void saveReceipt(receipt.sent(sent, now())).catch(onProblem),
            onNote: (note) => void saveReceipt(receipt.noted(note)).catch(onProblem),
            pause,
            recoverable,
            ...(prepared?.ahead && asked === preset ? { ahead: prepared.ahead } : {}),
            ...(tape ? { tape } : {}),
          }),
        (error, waitMs) => pauseFor({ reason: 'failure', error, waitMs }, until, pause),
        (error, attempt) => delayOf(error, attempt, random()),
      )
    }

    /** The request whose answer is the reader's. */
    function finish(request: ChatRequest): AsyncIterable<StreamEvent> {
      last = request
      if (!goesOn || textOf(answer) === '') return ask(request, signal, hooks)
      const { request: further, manner } = withContinuation(request, answer, provider?.dialect)
      last = further
      return joinedTo(answer, manner, ask(further, signal, hooks))
    }

    try {
      const source = await sourceFor(asked)
      receipt.asking(asked)
      const long = readLong({ answer, source, provider, section }, signal, {
        ask,
        finish,
        hooks,
        now,
        spareSlot: () => slots.takeSpare(owner),
      })
      yield* long ?? finish(buildRequest(source))
    } catch (error) {
      throw last && error instanceof ChatError ? namingLargestPart(error, last) : error
    } finally {
      leave()
    }
  }

  const [first, ...others] = withFallbacksOf(preset, allPresets(settings))
  const candidate = (one: Preset): Candidate => ({
    preset: one,
    providerName: findProvider(settings, one.providerId)?.name ?? one.providerId,
  })
  yield* withFallbacks([candidate(first), ...others.map(candidate)], askOne, signal)
}
