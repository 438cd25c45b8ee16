import { browser } from 'wxt/browser'
import { adapterFor } from '../adapters/index'
import { originPattern } from '../chat/base-url'
import type { Tape } from '../chat/cassette'
import { ChatError } from '../chat/chat-error'
import type { Connection, SentRequest } from '../chat/connection'
import type { ModelInfo } from '../chat/model-info'
import type { Provider } from '../chat/provider'
import type { ChatRequest } from '../chat/request'
import type { StreamEvent } from '../chat/stream-event'
import type { Wire } from '../chat/wire'
import { requireFit } from '../policy/fit'
import { connect } from '../settings/connection'
import { findProvider } from '../settings/providers'
import { readSettings } from '../settings/settings'
import { Ahead, type Opened } from './ahead'
import { answerOn } from './answer-on'
import type { KeepAlive } from './keep-alive'
import { overWires, WireMemory } from './over-wires'
import type { PauseHooks } from './pause'
import type { RateGate } from './rate-gate'

export type ChatObserver = {
  onConnection?: (connection: Pick<Connection, 'providerId' | 'providerName'>) => void
  onSend?: (sent: SentRequest) => void
  onHeaders?: () => void
  onBytes?: (bytes: number) => void
  onNote?: (note: string) => void
  /** Told when streaming was refused and the answer is asked for in one piece instead. */
  onWhole?: () => void
  /** Resolves once the answer could be found again whatever dies: nothing leaves before. */
  recoverable?: Promise<void>
  /** What `ahead` gave. */
  ahead?: Ahead
  /** Every exchange is taken down on it. */
  tape?: Tape
  /** Lets the question wait for the reader's own limit. Absent: nobody sees it wait, so that it is sent at once. */
  pause?: PauseHooks
}

/** The one door out: every request of every kind leaves through here, so that policy has one place to stand. */
export type Dispatch = {
  chat(
    providerId: string,
    request: ChatRequest,
    signal: AbortSignal,
    observer?: ChatObserver,
  ): AsyncGenerator<StreamEvent>
  /** A request follows in a moment: asks the browser now for what it needs. Nothing leaves. Absent: it is asked when it is sent. */
  ahead?: (providerId: string) => Ahead
  /** `unasked`: nobody waits for the list, so that it is refused (`rate-limit`) where the reader's limit is reached. */
  listModels(providerId: string, signal: AbortSignal, options?: { unasked: boolean }): Promise<ModelInfo[]>
}

export type DispatchDependencies = {
  keepAlive: KeepAlive
  /** Lets the provider's server accept a request of ours, before it is made: see `ollama-origin`. */
  prepare: (connection: Connection) => Promise<void>
  /** Holds the user's requests per minute. */
  rates: RateGate
}

export function createDispatch({ keepAlive, prepare, rates }: DispatchDependencies): Dispatch {
  const memory = new WireMemory()

  /** @throws {ChatError} what stands in the way, before anything leaves. */
  async function open(provider: Provider, wire: Wire): Promise<Opened> {
    const adapter = adapterFor(wire)
    if (!adapter) throw new ChatError('internal', `No adapter speaks ${wire}.`, { providerId: provider.id })
    // At once: each is a question to the browser, and the reader waits.
    const [connection, permitted] = await Promise.all([connect(provider, wire), isPermittedTo(provider)])
    requirePermission(provider, permitted)
    await prepare(connection)
    return { adapter, connection }
  }

  /** Counts what an adapter sends beyond the one request that was let through: it does not wait, but those after do. */
  function counting(provider: Provider, signal: AbortSignal, onSend: ChatObserver['onSend']) {
    let sent = 0
    return (request: SentRequest) => {
      sent += 1
      if (sent > 1) void rates.pass(provider, signal)
      onSend?.(request)
    }
  }

  async function* askOn(
    wire: Wire,
    provider: Provider,
    request: ChatRequest,
    signal: AbortSignal,
    observer: ChatObserver,
  ): AsyncGenerator<StreamEvent> {
    const { adapter, connection } = (await observer.ahead?.take(provider, wire)) ?? (await open(provider, wire))
    requireQuestion(request, provider)
    observer.onConnection?.(connection)
    const { streaming } = provider
    yield* answerOn(adapter, request, signal, {
      streaming,
      ...(observer.onWhole ? { onWhole: observer.onWhole } : {}),
      // Last, when nothing else stands in the way: who waits is sent.
      begin: async () => {
        await observer.recoverable
        await rates.pass(provider, signal, observer.pause)
        return { ...connection, ...pickHooks(observer), onSend: counting(provider, signal, observer.onSend) }
      },
    })
  }

  return {
    async *chat(providerId, request, signal, observer = {}) {
      const release = keepAlive.hold()
      try {
        const provider = await requireProvider(providerId)
        yield* overWires(requireWires(memory, provider), (wire) => askOn(wire, provider, request, signal, observer), {
          onNext: (missing, next) =>
            observer.onNote?.(
              `${provider.name} has nothing at this address that speaks “${missing}”: it was asked in “${next}” instead.`,
            ),
          onAnswer: (wire) => memory.remember(provider, wire),
        })
      } finally {
        release()
      }
    },

    ahead(providerId) {
      const opening = requireProvider(providerId).then(async (provider) => {
        const [wire] = requireWires(memory, provider)
        return { provider, wire, opened: await open(provider, wire) }
      })
      return new Ahead(opening)
    },

    async listModels(providerId, signal, { unasked } = { unasked: false }) {
      const release = keepAlive.hold()
      try {
        const provider = await requireProvider(providerId)
        const [wire] = requireWires(memory, provider)
        const { adapter, connection } = await open(provider, wire)
        if (unasked && !(await rates.isOpen(provider))) throw overLimit(provider)
        await rates.pass(provider, signal)
        return await adapter.listModels({ ...connection, onSend: counting(provider, signal, undefined) }, signal)
      } finally {
        release()
      }
    },
  }
}

async function requireProvider(providerId: string): Promise<Provider> {
  const provider = findProvider(await readSettings(), providerId)
  if (provider) return provider
  throw new ChatError('not-configured', 'The provider of this model was removed: choose another model.', { providerId })
}

function requireWires(memory: WireMemory, provider: Provider): [Wire, ...Wire[]] {
  const [first, ...others] = memory.order(provider)
  if (first !== undefined) return [first, ...others]
  throw new ChatError('not-configured', `This version of Gloss cannot talk to ${provider.name} yet.`, {
    providerId: provider.id,
  })
}

/** What a request lacks in itself, whoever it goes to. */
function requireQuestion(request: ChatRequest, { id: providerId, name }: Provider): void {
  if (request.model.trim() === '') {
    throw new ChatError('model-not-found', `Choose a model of ${name} first.`, { providerId })
  }
  const parts = request.messages.flatMap((message) => message.parts)
  const isEmpty = parts.every((part) => part.type === 'text' && part.text.trim() === '')
  if (isEmpty && request.documents.length === 0) throw new ChatError('bad-request', 'Write a question first.')
  requireFit(request)
}

function pickHooks({
  onHeaders,
  onBytes,
  onNote,
  tape,
}: ChatObserver): Pick<Connection, 'onHeaders' | 'onBytes' | 'onNote' | 'tape'> {
  return {
    ...(onHeaders ? { onHeaders } : {}),
    ...(onBytes ? { onBytes } : {}),
    ...(onNote ? { onNote } : {}),
    ...(tape ? { tape } : {}),
  }
}

function overLimit({ id: providerId, name, limits: { requestsPerMinute = 0 } }: Provider): ChatError {
  const allowed = requestsPerMinute === 1 ? 'one request' : `${requestsPerMinute} requests`
  return new ChatError('rate-limit', `You allow ${name} ${allowed} a minute; no more are left for now.`, { providerId })
}

function isPermittedTo({ baseUrl }: Provider): Promise<boolean> {
  return baseUrl === '' ? Promise.resolve(true) : isPermitted(baseUrl)
}

function requirePermission(provider: Provider, permitted: boolean): void {
  if (permitted) return
  throw new ChatError('permission', `Gloss may not talk to ${new URL(provider.baseUrl).host} yet: allow it once.`, {
    providerId: provider.id,
    originPattern: originPattern(provider.baseUrl),
  })
}

export function isPermitted(baseUrl: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [originPattern(baseUrl)] })
}
