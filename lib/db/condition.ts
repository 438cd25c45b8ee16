import { browser } from 'wxt/browser'

/**
 * What a reader should know of the state of the disk. It lies in session storage, which is memory: local storage would
 * refuse it just when it matters.
 */
export type StorageCondition = {
  /** Something could not be stored; `full` when for want of room. */
  trouble?: 'full' | 'failing'
  /** More than nine tenths of the room are used. */
  nearlyFull?: true
}

/** How many conversations came back after the browser had lost its database. */
export type Restoration = { conversations: number }

const conditionKey = 'storage-condition'
const restorationKey = 'storage-restored'
const nearlyFullShare = 0.9

let current: StorageCondition = {}

/** Says what became of a write. What has not changed is not said again. */
export function noteTrouble(trouble: StorageCondition['trouble']): void {
  if (current.trouble === trouble) return
  const { trouble: _, ...rest } = current
  publish(trouble === undefined ? rest : { ...rest, trouble })
}

/** Looks how much room is left, as far as the browser tells. */
export async function checkRoom(): Promise<void> {
  const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {}
  const nearlyFull = usage !== undefined && quota !== undefined && quota > 0 && usage / quota > nearlyFullShare
  if ((current.nearlyFull ?? false) === nearlyFull) return
  const { nearlyFull: _, ...rest } = current
  publish(nearlyFull ? { ...rest, nearlyFull } : rest)
}

function publish(condition: StorageCondition): void {
  current = condition
  // Where not even memory takes it, nothing is left to say it with.
  void browser.storage.session.set({ [conditionKey]: condition }).catch(() => undefined)
}

export async function sayRestored(restoration: Restoration): Promise<void> {
  await browser.storage.local.set({ [restorationKey]: restoration })
}

export async function dismissRestored(): Promise<void> {
  await browser.storage.local.remove(restorationKey)
}

export type StorageNews = { condition: StorageCondition; restoration: Restoration | undefined }

/** Calls back with how things stand, now and after every change. Returns the way to stop. */
export function watchStorage(onNews: (news: StorageNews) => void, onError: (error: unknown) => void): () => void {
  let open = true
  const read = () => {
    Promise.all([browser.storage.session.get(conditionKey), browser.storage.local.get(restorationKey)]).then(
      ([session, local]) => {
        if (!open) return
        const condition = (session[conditionKey] as StorageCondition | undefined) ?? {}
        onNews({ condition, restoration: local[restorationKey] as Restoration | undefined })
      },
      onError,
    )
  }
  const listener = (changes: Record<string, unknown>) => {
    if (conditionKey in changes || restorationKey in changes) read()
  }
  browser.storage.onChanged.addListener(listener)
  read()
  return () => {
    open = false
    browser.storage.onChanged.removeListener(listener)
  }
}
