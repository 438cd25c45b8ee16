import { useCallback, useEffect, useState } from 'react'
import { toErrorInfo, type ErrorInfo } from '../../lib/chat/chat-error'
import { useOllama } from '../hooks/use-ollama'
import { useProviders } from '../hooks/use-providers'
import type { Options } from './options-context'
import { useModelLists } from './use-model-lists'
import { useRemoval } from './use-removal'

/** Everything the options page knows, gathered once at its top. */
export function useOptionsState() {
  const [failure, setFailure] = useState<ErrorInfo>()
  const report = useCallback((error: unknown) => setFailure(toErrorInfo(error)), [])

  const { providers: all, refresh } = useProviders(report)

  const { discovery, look: lookForOllama } = useOllama()
  const look = useCallback(() => lookForOllama().catch(report), [lookForOllama, report])
  const ollama = all.find((provider) => provider.id === 'ollama')
  const place = `${ollama?.baseUrl} ${ollama?.permitted}`
  useEffect(() => {
    void look()
  }, [look, place])

  const models = useModelLists(all)
  const { load } = models
  useEffect(() => {
    if (discovery?.state === 'found') void load('ollama', false)
  }, [discovery, load])

  const removal = useRemoval({ onRemoved: refresh, onError: report })
  const providers = removal.waiting ? all.filter((provider) => provider.id !== removal.waiting?.id) : all

  const options: Options = { providers, refresh, models, ollama: { discovery, look }, remove: removal.remove, report }
  return { options, removal, failure, dismiss: () => setFailure(undefined) }
}
