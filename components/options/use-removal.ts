import { useCallback, useEffect, useRef, useState } from 'react'
import type { ProviderStatus } from '../../lib/chat/provider-status'
import { call } from '../../lib/messaging/calls'

/**
 * Removing a server with a way back. Nothing is removed while the offer to undo stands: a key cannot be read, so it
 * could not be put back. When the page is left meanwhile, the removal is carried out.
 */
export function useRemoval({
  onRemoved,
  onError,
}: {
  onRemoved: () => Promise<void>
  onError: (error: unknown) => void
}) {
  const [waiting, setWaiting] = useState<ProviderStatus>()
  const current = useRef<ProviderStatus>(undefined)

  const change = useCallback((provider: ProviderStatus | undefined) => {
    current.current = provider
    setWaiting(provider)
  }, [])

  const carryOut = useCallback(() => {
    const provider = current.current
    if (!provider) return
    change(undefined)
    call('removeCustomProvider', { providerId: provider.id }).then(onRemoved).catch(onError)
  }, [change, onRemoved, onError])

  const remove = useCallback(
    (provider: ProviderStatus) => {
      carryOut()
      change(provider)
    },
    [carryOut, change],
  )

  useEffect(() => {
    window.addEventListener('pagehide', carryOut)
    return () => window.removeEventListener('pagehide', carryOut)
  }, [carryOut])

  return { waiting, remove, undo: () => change(undefined), carryOut }
}
