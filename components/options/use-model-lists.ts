import { useLiveQuery } from 'dexie-react-hooks'
import { useCallback, useEffect, useRef, useState } from 'react'
import { toErrorInfo, type ErrorInfo } from '../../lib/chat/chat-error'
import type { ModelInfo, ModelList } from '../../lib/chat/model-info'
import type { ProviderStatus } from '../../lib/chat/provider-status'
import { listModelLists } from '../../lib/db/model-lists'
import { call } from '../../lib/messaging/calls'

/** Why the newest list could not be had. `error` is whole when nothing was known before either. */
type ModelsProblem = { sentence: string; error?: ErrorInfo }

export type ModelsState = {
  /** The last good list. */
  list?: ModelList
  loading: boolean
  problem?: ModelsProblem
}

export type ModelLists = {
  of: (providerId: string) => ModelsState
  /** Asks the provider. Never rejects: what went wrong is in the answer and in the state. */
  load: (providerId: string, refresh: boolean) => Promise<{ models: ModelInfo[]; problem?: ModelsProblem }>
}

type Fetch = { loading: boolean; problem?: ModelsProblem }

/** The models of all providers: the database has the lists, this adds how the newest fetch went. */
export function useModelLists(providers: readonly ProviderStatus[]): ModelLists {
  // A database that cannot be opened fails the fetch too, and is told there.
  const stored = useLiveQuery(() => listModelLists().catch((): ModelList[] => []), []) ?? []
  const [fetches, setFetches] = useState<Record<string, Fetch>>({})
  const latest = useRef(new Map<string, ReturnType<ModelLists['load']>>())

  const load = useCallback<ModelLists['load']>((providerId, refresh) => {
    const running = latest.current.get(providerId)
    if (running && !refresh) return running
    const note = (fetch: Fetch) => setFetches((all) => ({ ...all, [providerId]: fetch }))
    const request = ask(providerId, refresh).then((answer) => {
      if (latest.current.get(providerId) === request) {
        latest.current.delete(providerId)
        note({ loading: false, ...(answer.problem && { problem: answer.problem }) })
      }
      return answer
    })
    latest.current.set(providerId, request)
    note({ loading: true })
    return request
  }, [])

  const ready = providers
    .filter((provider) => provider.ready && provider.baseUrl !== '' && provider.keyBoundTo === undefined)
    .map((provider) => `${provider.id} ${provider.baseUrl}`)
    .join('\n')
  useEffect(() => {
    for (const line of ready === '' ? [] : ready.split('\n')) void load(line.split(' ', 1)[0] ?? '', false)
  }, [ready, load])

  const of = (providerId: string): ModelsState => {
    const list = stored.find((one) => one.providerId === providerId)
    return { loading: false, ...fetches[providerId], ...(list && { list }) }
  }
  return { of, load }
}

async function ask(providerId: string, refresh: boolean): ReturnType<ModelLists['load']> {
  try {
    const { models, error } = await call('listModels', { providerId, refresh })
    return error === undefined ? { models } : { models, problem: { sentence: error } }
  } catch (cause) {
    const error = toErrorInfo(cause)
    return { models: [], problem: { sentence: error.message, error } }
  }
}
