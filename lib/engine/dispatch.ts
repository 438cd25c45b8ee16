import { browser } from 'wxt/browser'
import type { Adapter } from '../adapters/adapter'
import { adapterFor, supportedWire } from '../adapters/index'
import { originPattern } from '../chat/base-url'
import { ChatError } from '../chat/chat-error'
import type { Connection, SentRequest } from '../chat/connection'
import type { ModelInfo } from '../chat/model-info'
import type { Provider } from '../chat/provider'
import type { ChatRequest } from '../chat/request'
import type { StreamEvent } from '../chat/stream-event'
import { connect } from '../settings/connection'
import { findProvider } from '../settings/providers'
import { readSettings } from '../settings/settings'
import type { KeepAlive } from './keep-alive'

export type ChatObserver = {
  onConnection?: (connection: Pick<Connection, 'providerId' | 'providerName'>) => void
  onSend?: (sent: SentRequest) => void
  onHeaders?: () => void
  onNote?: (note: string) => void
}

/** The one door out: every request of every kind leaves through here, so that policy has one place to stand. */
export type Dispatch = {
  chat(
    providerId: string,
    request: ChatRequest,
    signal: AbortSignal,
    observer?: ChatObserver,
  ): AsyncGenerator<StreamEvent>
  listModels(providerId: string, signal: AbortSignal): Promise<ModelInfo[]>
}

export type DispatchDependencies = {
  keepAlive: KeepAlive
  /** Lets the provider's server accept a request of ours, before it is made: see `ollama-origin`. */
  prepare: (connection: Connection) => Promise<void>
}

export function createDispatch({ keepAlive, prepare }: DispatchDependencies): Dispatch {
  async function open(providerId: string): Promise<{ adapter: Adapter; connection: Connection }> {
    const provider = findProvider(await readSettings(), providerId)
    if (!provider) {
      throw new ChatError('not-configured', 'The provider of this model was removed: choose another model.', {
        providerId,
      })
    }
    const wire = supportedWire(provider.wires)
    const adapter = wire && adapterFor(wire)
    if (!wire || !adapter) {
      throw new ChatError('not-configured', `This version of Gloss cannot talk to ${provider.name} yet.`, {
        providerId,
      })
    }
    const connection = await connect(provider, wire)
    await requirePermission(provider)
    await prepare(connection)
    return { adapter, connection }
  }

  return {
    async *chat(providerId, request, signal, observer = {}) {
      const release = keepAlive.hold()
      try {
        const { adapter, connection } = await open(providerId)
        if (request.model === '') {
          throw new ChatError('not-configured', `Choose a model of ${connection.providerName} first.`, { providerId })
        }
        observer.onConnection?.(connection)
        yield* answer(adapter, request, { ...connection, ...pickHooks(observer) }, signal)
      } finally {
        release()
      }
    },

    async listModels(providerId, signal) {
      const release = keepAlive.hold()
      try {
        const { adapter, connection } = await open(providerId)
        return await adapter.listModels(connection, signal)
      } finally {
        release()
      }
    },
  }
}

/** Some servers and models only answer in one piece: what they refused to stream is asked for whole. */
async function* answer(adapter: Adapter, request: ChatRequest, connection: Connection, signal: AbortSignal) {
  try {
    yield* adapter.stream(request, connection, signal)
  } catch (error) {
    if (!(error instanceof ChatError) || error.kind !== 'not-streamable') throw error
    yield* await adapter.complete(request, connection, signal)
  }
}

function pickHooks({ onSend, onHeaders, onNote }: ChatObserver): Pick<Connection, 'onSend' | 'onHeaders' | 'onNote'> {
  return { ...(onSend ? { onSend } : {}), ...(onHeaders ? { onHeaders } : {}), ...(onNote ? { onNote } : {}) }
}

async function requirePermission(provider: Provider): Promise<void> {
  if (provider.baseUrl === '' || (await isPermitted(provider.baseUrl))) return
  throw new ChatError('permission', `Gloss may not talk to ${new URL(provider.baseUrl).host} yet: allow it once.`, {
    providerId: provider.id,
    originPattern: originPattern(provider.baseUrl),
  })
}

export function isPermitted(baseUrl: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [originPattern(baseUrl)] })
}
