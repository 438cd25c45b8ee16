import { useCallback, useEffect, useState } from 'react'
import type { OllamaDiscovery } from '../../lib/chat/provider-status'
import { call } from '../../lib/messaging/calls'
import { connectProvider } from './connect-provider'

/** Whether Ollama answers, and the way to connect it from a click. */
export function useOllama(): {
  discovery: OllamaDiscovery | undefined
  look: () => Promise<void>
  /** Must be called first thing in a click: the browser's prompt needs the gesture. */
  connect: () => Promise<void>
} {
  const [discovery, setDiscovery] = useState<OllamaDiscovery>()
  const look = useCallback(async () => setDiscovery(await call('detectOllama')), [])

  useEffect(() => {
    let wanted = true
    call('detectOllama').then(
      (found) => wanted && setDiscovery(found),
      // Nothing found and nothing to say: the options page tells the whole story of a provider.
      () => undefined,
    )
    return () => {
      wanted = false
    }
  }, [])

  const connect = useCallback(async () => {
    if (!discovery) return
    const connected = connectProvider({ id: 'ollama', baseUrl: discovery.baseUrl })
    // What is there then is looked at however that ends.
    await connected.catch(() => undefined)
    await look()
    await connected
  }, [discovery, look])

  return { discovery, look, connect }
}
