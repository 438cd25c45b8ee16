import { useSyncExternalStore } from 'react'
import type { Settings, SettingsPatch } from '../../lib/chat/settings'
import { call } from '../../lib/messaging/calls'
import { readSettings, watchSettings } from '../../lib/settings/settings'

let current: Settings | undefined
const listeners = new Set<() => void>()

function publish(settings: Settings): void {
  current = settings
  listeners.forEach((listener) => listener())
}

/** Reads the settings once and follows their changes. Awaited before the first paint, so that no page flashes. */
export async function loadSettings(): Promise<Settings> {
  const settings = await readSettings()
  watchSettings(publish)
  publish(settings)
  return settings
}

/**
 * Saves a change and shows it at once: a box that only ticks once the worker has answered looks broken.
 * @throws {ChatError} when it could not be saved; what is stored is shown again then.
 */
export async function updateSettings(patch: SettingsPatch): Promise<void> {
  publish({ ...currentSettings(), ...patch })
  try {
    await call('updateSettings', { patch })
  } catch (error) {
    publish(await readSettings())
    throw error
  }
}

/** The settings as they are now, also outside of a component. */
export function currentSettings(): Settings {
  if (!current) throw new Error('loadSettings must be awaited before the first render')
  return current
}

export function useSettings(): Settings {
  return useSyncExternalStore(subscribe, currentSettings)
}

// One function for all: with another each time, every drawing of a component would end and begin its listening.
function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
