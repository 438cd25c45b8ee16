import type { Tape } from '../chat/cassette'
import { ChatError } from '../chat/chat-error'
import { textOf, threadTo, type Message } from '../chat/message'
import type { Preset } from '../chat/preset'
import type { ChatRequest } from '../chat/request'
import type { PresetEvent, StreamEvent } from '../chat/stream-event'
import { getAttachments } from '../db/attachments'
import { listMessages } from '../db/messages'
import { getModelList } from '../db/model-lists'
import { getReceipt, saveReceipt } from '../db/receipts'
import { retryDelayBeforeFallback, withFallbacksOf } from '../policy/fallback'
import { namingLargestPart } from '../policy/fit'
import { createReceipt } from '../policy/receipt'
import { retryDelay } from '../policy/retry'
import { buildRequest } from '../prompts/build-request'
import { withContinuation, type ContinueManner } from '../prompts/continue'
import { allPresets } from '../settings/presets'
import { findProvider } from '../settings/providers'
import { readSettings } from '../settings/settings'
import { joinedTo } from './continue-stream'
import type { Dispatch } from './dispatch'
import { pauseFor } from './pause'
import { requireParameters } from './presets'
import type { AnswerHooks } from './run'
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
  /** The answer holds text already, which is gone on with. */
  goesOn: boolean
  preset: Preset
  tape: Tape | undefined
}

/** Asks for one answer: the preset first, then its fallbacks, each with what it needs and in its own turn. */
export async function* writeAnswer(
  { answer, goesOn, preset, tape }: WriteInput,
  signal: AbortSignal,
  hooks: AnswerHooks,
  { dispatch, slots, now, createId, random }: WriteDependencies,
): AsyncGenerator<StreamEvent | PresetEvent> {
  const settings = await readSettings()
  const thread = threadTo(await listMessages(answer.conversationId), answer.parentId)
  const attachments = await getAttachments(thread.flatMap((message) => message.attachmentIds))
  const earlier = goesOn ? await getReceipt(answer.id) : undefined
  const receipt = createReceipt(answer, preset, attachments, earlier)
  const { onHeaders, onBytes, onProblem } = hooks

  /** Anew for each preset: it has its own parameters, its own instructions and its own window. */
  async function requestFor(asked: Preset): Promise<{ request: ChatRequest; manner?: ContinueManner }> {
    await requireParameters(settings, asked)
    const listed = (await getModelList(asked.providerId))?.models ?? []
    const provider = findProvider(settings, asked.providerId)
    hooks.onPrices({ own: provider?.prices ?? {}, listed })
    const contextWindow = listed.find((model) => model.id === asked.model)?.contextWindow
    const request = buildRequest({
      thread,
      attachments,
      preset: asked,
      nonce: createId(),
      ...(contextWindow === undefined ? {} : { contextWindow }),
    })
    if (request.question === '' && request.documents.length === 0 && thread.every((one) => textOf(one) === '')) {
      throw new ChatError('bad-request', 'There is nothing to answer: the question is gone.')
    }
    return goesOn ? withContinuation(request, answer, provider?.dialect) : { request }
  }

  async function* askOne({ preset: asked, providerName }: Candidate, isLast: boolean): AsyncGenerator<StreamEvent> {
    const { limits } = findProvider(settings, asked.providerId) ?? { limits: {} }
    const leave = await slots.take({ id: asked.providerId, name: providerName, limits }, signal, hooks)
    let request: ChatRequest | undefined
    try {
      const { request: built, manner } = await requestFor(asked)
      request = built
      receipt.asking(asked)
      const delayOf = isLast ? retryDelay : retryDelayBeforeFallback
      const events = withRetries(
        () =>
          dispatch.chat(asked.providerId, built, signal, {
            onHeaders,
            onBytes,
            onConnection: ({ providerName: name }) => receipt.connected(name),
            onSend: (sent) => void saveReceipt(receipt.sent(sent, now())).catch(onProblem),
            onNote: (note) => void saveReceipt(receipt.noted(note)).catch(onProblem),
            pause: hooks,
            ...(tape ? { tape } : {}),
          }),
        (error, waitMs) => pauseFor({ reason: 'failure', error, waitMs }, signal, hooks),
        (error, attempt) => delayOf(error, attempt, random()),
      )
      yield* manner ? joinedTo(answer, manner, events) : events
    } catch (error) {
      throw request && error instanceof ChatError ? namingLargestPart(error, request) : error
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
