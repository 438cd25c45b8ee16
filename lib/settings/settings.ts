import { browser } from 'wxt/browser'
import { ChatError } from '../chat/chat-error'
import type { Settings } from '../chat/settings'
import { parseSettings, settingsVersion } from './schema'

const storageKey = 'settings'

/** What lies in storage: the settings and the version of their shape. */
type StoredSettings = Settings & { version: number }

function open(raw: unknown): Settings {
  const version = typeof raw === 'object' && raw !== null && 'version' in raw ? raw.version : settingsVersion
  if (typeof version === 'number' && version > settingsVersion) {
    throw new ChatError(
      'internal',
      'Your settings were written by a newer Gloss: update the extension to use them again.',
    )
  }
  return parseSettings(raw)
}

/** What was last read, where that is kept. */
let kept: Promise<Settings> | undefined
let keeps = false

/**
 * From now on settings are read once, until they are changed here. For the worker, which reads them many times between a
 * question and its request, and is the only one that writes them. It does not listen for changes: every write to local
 * storage, its own too, would then wake it.
 */
export function keepSettings(): void {
  keeps = true
}

/**
 * @throws {ChatError} `internal` when a newer Gloss wrote them: they are left as they are.
 */
export function readSettings(): Promise<Settings> {
  if (!keeps) return readStored()
  kept ??= readStored().catch((error: unknown) => {
    kept = undefined
    throw error
  })
  return kept
}

async function readStored(): Promise<Settings> {
  const stored = await browser.storage.local.get(storageKey)
  return open(stored[storageKey])
}

let lastWrite: Promise<unknown> = Promise.resolve()

const writeListeners: ((settings: Settings) => void)[] = []

/**
 * Calls back with every change that is written in this context, once it can be read. For the worker, which writes them all:
 * `watchSettings` would have the browser wake it at every write to local storage.
 */
export function onSettingsWritten(listener: (settings: Settings) => void): void {
  writeListeners.push(listener)
}

/** Reads, changes and writes, one at a time. Called only in the worker, so that two pages cannot overwrite one another. */
export function changeSettings(change: (settings: Settings) => Settings): Promise<Settings> {
  const write = lastWrite.then(async () => {
    const changed = change(await readStored())
    const stored: StoredSettings = { ...changed, version: settingsVersion }
    await browser.storage.local.set({ [storageKey]: stored })
    kept = undefined
    for (const heard of writeListeners) heard(changed)
    return changed
  })
  // A failed write is reported to its own caller; the next one must not inherit it.
  lastWrite = write.catch(() => undefined)
  return write
}

/** Calls back with every change, from whichever context. Returns the way to stop. For pages. */
export function watchSettings(onChange: (settings: Settings) => void): () => void {
  const listener = (changes: Record<string, { newValue?: unknown }>, area: string) => {
    const change = changes[storageKey]
    if (area === 'local' && change) onChange(open(change.newValue))
  }
  browser.storage.onChanged.addListener(listener)
  return () => browser.storage.onChanged.removeListener(listener)
}
