import { useCallback, useEffect, useState } from 'react'
import { browser } from 'wxt/browser'
import type { ProviderStatus } from '../../lib/chat/provider-status'
import { call } from '../../lib/messaging/calls'
import { useSettings } from './use-settings'

/** The providers as the worker sees them, asked again when a setting or a permission changes. */
export function useProviders(): { providers: ProviderStatus[]; refresh: () => Promise<void> } {
  const settings = useSettings()
  const [providers, setProviders] = useState<ProviderStatus[]>([])

  const refresh = useCallback(async () => {
    setProviders(await call('listProviders'))
  }, [])

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
