import { browser } from 'wxt/browser'
import { getConversation } from '../../lib/db/conversations'
import { isTemporary } from '../../lib/chat/temporary'
import { windowThatShowed } from '../../lib/db/views'
import type { UnseenAnswer } from '../../lib/messaging/unseen'
import { readSettings } from '../../lib/settings/settings'

const prefix = 'finished'
const separator = '|'

/** Where a click on a notification leads is in its name: it outlives the worker. */
function nameOf(windowId: number, conversationId: string): string {
  return [prefix, windowId, conversationId].join(separator)
}

function placeOf(name: string): { windowId: number; conversationId: string } | undefined {
  const [kind, windowId = '', ...rest] = name.split(separator)
  const place = { windowId: Number(windowId), conversationId: rest.join(separator) }
  return kind === prefix && Number.isInteger(place.windowId) ? place : undefined
}

/** Absent until the reader has allowed it. */
function notifications(): typeof browser.notifications | undefined {
  return 'notifications' in browser ? browser.notifications : undefined
}

/** Tells that an answer ended, where the reader wishes it. Says which conversation, and nothing that stands in it. */
export async function notify({ conversationId }: UnseenAnswer): Promise<void> {
  if (!(await readSettings()).notifyWhenFinished) return
  if (!(await browser.permissions.contains({ permissions: ['notifications'] }))) return
  const conversation = await getConversation(conversationId)
  if (!conversation || conversation.deletedAt !== undefined) return
  const windows = (await browser.windows.getAll()).flatMap(({ id }) => id ?? [])
  const windowId =
    (await windowThatShowed(conversationId, windows)) ?? (await browser.windows.getLastFocused()).id ?? windows[0]
  if (windowId === undefined) return
  await notifications()?.create(nameOf(windowId, conversationId), {
    type: 'basic',
    iconUrl: browser.runtime.getURL('/icons/128.png'),
    title: 'Answer finished',
    message: isTemporary(conversationId) ? 'In a temporary chat' : conversation.title,
  })
}

/** Takes back what was told of a conversation. */
export async function unnotify(conversationId: string): Promise<void> {
  const all = (await notifications()?.getAll()) ?? {}
  for (const name of Object.keys(all)) {
    if (placeOf(name)?.conversationId === conversationId) await notifications()?.clear(name)
  }
}

/** @param onShow called first thing in the click, while the browser still remembers it. */
export function listenToNotifications(onShow: (windowId: number, conversationId: string) => void): void {
  const onClicked = (name: string) => {
    const place = placeOf(name)
    if (!place) return
    onShow(place.windowId, place.conversationId)
    void notifications()?.clear(name)
  }
  // Adding the same listener again does nothing.
  const listen = () => notifications()?.onClicked.addListener(onClicked)
  listen()
  browser.permissions.onAdded.addListener(listen)
}
