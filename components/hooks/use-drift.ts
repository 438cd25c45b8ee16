import { useEffect, useEffectEvent } from 'react'
import { browser } from 'wxt/browser'
import { useStore } from 'zustand'
import type { Attachment } from '../../lib/chat/attachment'
import { isWatched, type Drifted } from '../../lib/panel/drift-watch'
import { isSamePage } from '../../lib/panel/page-tab'
import { useChatSession, useChatState } from './use-chat'

/** What has changed of the attached pages, as far as somebody looked. */
export function useDrifted(): Drifted {
  return useStore(useChatSession().drift.store, ({ drifted }) => drifted)
}

/**
 * Looks whether attached pages have changed: when the panel comes into view, when the reader goes to another tab,
 * begins to write or has sent, and when such a page has loaded anew. Nothing runs in between.
 */
export function useDriftLooks(attachments: readonly Attachment[]): void {
  const { drift } = useChatSession()
  const writing = useChatState(({ text }) => text !== '')
  const ids = attachments
    .filter(isWatched)
    .map(({ id }) => id)
    .join()
  const look = useEffectEvent((occasion: 'asking' | 'passing') => {
    if (document.visibilityState === 'visible') void drift.check(attachments, occasion)
  })
  const lookAt = useEffectEvent((url: string) => {
    const loaded = attachments.filter((attachment) => isSamePage(attachment.url, url))
    if (document.visibilityState === 'visible') void drift.check(loaded, 'loaded')
  })

  // The field is empty again when the question has left: looking costs it nothing.
  useEffect(() => look('asking'), [ids, writing])

  useEffect(() => {
    if (ids === '') return undefined
    const onSeen = () => look('passing')
    const onUpdated = (
      _tabId: number,
      { status }: { status?: string | undefined },
      { url }: { url?: string | undefined },
    ) => {
      if (status === 'complete' && url !== undefined) lookAt(url)
    }
    document.addEventListener('visibilitychange', onSeen)
    browser.tabs.onActivated.addListener(onSeen)
    browser.tabs.onUpdated.addListener(onUpdated)
    return () => {
      document.removeEventListener('visibilitychange', onSeen)
      browser.tabs.onActivated.removeListener(onSeen)
      browser.tabs.onUpdated.removeListener(onUpdated)
    }
  }, [ids])
}
