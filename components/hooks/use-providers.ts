import { useCallback, useEffect, useState } from 'react'
import { browser } from 'wxt/browser'
import type { ProviderStatus } from '../../lib/chat/provider-status'
import { call } from '../../lib/messaging/calls'
import { useSettings } from './use-settings'

/** The providers as the worker sees them, asked again when a setting or a permission changes. `onError` must not change. */
export function useProviders(onError: (error: unknown) => void): {
  providers: ProviderStatus[]
  refresh: () => Promise<void>
} {
  const settings = useSettings()
  const [providers, setProviders] = useState<ProviderStatus[]>([])

  const refresh = useCallback(async () => {
    await call('listProviders').then(setProviders, onError)
  }, [onError])

  useEffect(() => {
    void refresh()
  }, [refresh, settings.providers, settings.customProviders])

  useEffect(() => {
    const listener = () => void refresh()
    browser.permissions.onAdded.addListener(listener)
    browser.permissions.onRemoved.addListener(listener)
    return () => {
      browser.permissions.onAdded.removeListener(listener)
      browser.permissions.onRemoved.removeListener(listener)
    }
  }, [refresh])

  return { providers, refresh }
}
