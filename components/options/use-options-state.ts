import { useCallback, useEffect, useState } from 'react'
import { allActions } from '../../lib/chat/action-list'
import { toErrorInfo, type ErrorInfo } from '../../lib/chat/chat-error'
import { call } from '../../lib/messaging/calls'
import { useCheckups } from '../checkup/use-checkups'
import { useOllama } from '../hooks/use-ollama'
import { useProviders } from '../hooks/use-providers'
import { useSettings } from '../hooks/use-settings'
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

  const checkups = useCheckups()
  const removal = useRemoval(report)
  const { presets, quickActions } = useSettings()

  const options: Options = {
    providers: all.filter((provider) => !removal.isHidden(provider)),
    presets: presets.filter((preset) => !removal.isHidden(preset)),
    actions: allActions(quickActions).filter((action) => !removal.isHidden(action)),
    refresh,
    models,
    checkups,
    ollama: { discovery, look },
    remove: ({ id, name }) =>
      removal.remove({ id, name, carryOut: () => call('removeCustomProvider', { providerId: id }).then(refresh) }),
    removePreset: ({ id, name }) =>
      removal.remove({ id, name, carryOut: () => call('removePreset', { presetId: id }) }),
    removeAction: ({ id, name }) =>
      removal.remove({ id, name, carryOut: () => call('removeAction', { actionId: id }) }),
    report,
  }
  return { options, removal, failure, dismiss: () => setFailure(undefined) }
}
