import { browser } from 'wxt/browser'
import type { PendingAction } from '../chat/pending-action'
import { storedUnder } from '../chat/stored-under'

/**
 * Waiting actions live in session storage: it survives the worker, it is read by no page but ours, and it wakes an
 * open panel without a port, which would keep restarting an idle worker.
 */
const prefix = 'pending-action:'

export async function putPendingAction(action: PendingAction): Promise<void> {
  await browser.storage.session.set({ [prefix + action.id]: action })
}

export async function removePendingAction(id: string): Promise<void> {
  await browser.storage.session.remove(prefix + id)
}

/** The window's actions, oldest first. */
export async function listPendingActions(windowId: number): Promise<PendingAction[]> {
  const stored = await storedUnder(browser.storage.session, prefix)
  return Object.values(stored)
    .map((value) => value as PendingAction)
    .filter((action) => action.windowId === windowId)
    .sort((one, other) => one.createdAt - other.createdAt)
}

/** Calls back when an action was put for this window. Returns the way to stop. */
export function watchPendingActions(windowId: number, onPut: () => void): () => void {
  const listener = (changes: Record<string, { newValue?: unknown }>, area: string) => {
    if (area !== 'session') return
    const put = Object.entries(changes).some(
      ([key, { newValue }]) => key.startsWith(prefix) && (newValue as PendingAction | undefined)?.windowId === windowId,
    )
    if (put) onPut()
  }
  browser.storage.onChanged.addListener(listener)
  return () => browser.storage.onChanged.removeListener(listener)
}

/** Whether a panel has carried an action out before the patience ends. */
export async function isCarriedOut(id: string, patienceMs: number): Promise<boolean> {
  const key = prefix + id
  let done: (value: boolean) => void = () => {}
  const gone = new Promise<boolean>((resolve) => (done = resolve))
  const listener = (changes: Record<string, { newValue?: unknown }>, area: string) => {
    const change = area === 'session' ? changes[key] : undefined
    if (change && change.newValue === undefined) done(true)
  }
  browser.storage.onChanged.addListener(listener)
  const timer = setTimeout(() => done(false), patienceMs)
  try {
    const stored = await browser.storage.session.get(key)
    return stored[key] === undefined || (await gone)
  } finally {
    clearTimeout(timer)
    browser.storage.onChanged.removeListener(listener)
  }
}
