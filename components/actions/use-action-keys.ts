import { useEffect } from 'react'
import { keysOf } from '../../lib/chat/action-keys'
import { useChatSession } from '../hooks/use-chat'
import { useOfferedActions } from './use-actions'

/** Starts quick actions by their keys, while the panel has the keyboard and no dialog is open. */
export function useActionKeys(): void {
  const { actions: runner } = useChatSession()
  const actions = useOfferedActions()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing || event.repeat || event.defaultPrevented || document.querySelector('dialog[open]')) return
      const keys = keysOf(event)
      const action = keys === undefined ? undefined : actions.find(({ shortcut }) => shortcut === keys)
      if (!action) return
      event.preventDefault()
      void runner.run(action.id)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [actions, runner])
}
