import { useCallback, useEffect, useState } from 'react'
import { ChatError } from '../../lib/chat/chat-error'
import type { OllamaDiscovery } from '../../lib/chat/provider-status'
import { call } from '../../lib/messaging/calls'
import { askPermission } from './ask-permission'

/** Whether Ollama answers, and the way to connect it from a click. */
export function useOllama(): {
  discovery: OllamaDiscovery | undefined
  look: () => Promise<void>
  /** Must be called first thing in a click: the browser's prompt needs the gesture. Makes its first model the default. */
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
    if ((await askPermission(discovery.originPattern)) !== 'granted') {
      throw new ChatError('permission', 'Without access to its address Gloss cannot talk to Ollama.', {
        providerId: 'ollama',
        originPattern: discovery.originPattern,
      })
    }
    const { models, error } = await call('listModels', { providerId: 'ollama', refresh: true })
    const [first] = models
    if (!first) {
      throw new ChatError(
        'model-not-found',
        error ?? 'Ollama runs but has no model yet: get one with "ollama pull qwen3:8b", then connect again.',
        { providerId: 'ollama' },
      )
    }
    const preset = await call('ensurePreset', { providerId: 'ollama', model: first.id })
    await call('updateSettings', { patch: { defaultPresetId: preset.id } })
    await look()
  }, [discovery, look])

  return { discovery, look, connect }
}
