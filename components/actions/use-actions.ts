import { useMemo } from 'react'
import { actionsAt, allActions } from '../../lib/chat/action-list'
import type { ActionPlace, QuickAction } from '../../lib/chat/quick-action'
import { useSettings } from '../hooks/use-settings'

/** The actions that are offered at a place, in the reader's order. */
export function useActionsAt(place: ActionPlace): QuickAction[] {
  const { quickActions } = useSettings()
  return useMemo(() => actionsAt(quickActions, place), [quickActions, place])
}

/** The actions that are offered anywhere. */
export function useOfferedActions(): QuickAction[] {
  const { quickActions } = useSettings()
  return useMemo(() => allActions(quickActions).filter(({ hidden }) => !hidden), [quickActions])
}
