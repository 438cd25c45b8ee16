import { createContext, useContext } from 'react'
import type { Preset } from '../../lib/chat/preset'
import type { OllamaDiscovery, ProviderStatus } from '../../lib/chat/provider-status'
import type { QuickAction } from '../../lib/chat/quick-action'
import type { Checkups } from '../checkup/use-checkups'
import type { ModelLists } from './use-model-lists'

/** What every part of the options page may need. */
export type Options = {
  /** Without the server whose removal can still be undone. */
  providers: ProviderStatus[]
  /** The user's own, without the one whose removal can still be undone. */
  presets: Preset[]
  /** In the reader's order, without the one whose removal can still be undone. */
  actions: QuickAction[]
  /** Asks the worker again; needed after a key changed, which no setting tells of. */
  refresh: () => Promise<void>
  models: ModelLists
  checkups: Checkups
  ollama: { discovery: OllamaDiscovery | undefined; look: () => Promise<void> }
  /** Hides a server and removes it once the offer to undo has passed. */
  remove: (provider: ProviderStatus) => void
  /** Hides a preset, likewise. */
  removePreset: (preset: Preset) => void
  /** Hides one of the user's own quick actions, likewise. */
  removeAction: (action: QuickAction) => void
  /** Shows a failure that has no better place, on top of the page. */
  report: (error: unknown) => void
}

export const OptionsContext = createContext<Options | undefined>(undefined)

export function useOptions(): Options {
  const options = useContext(OptionsContext)
  if (!options) throw new Error('useOptions outside of OptionsPage')
  return options
}
