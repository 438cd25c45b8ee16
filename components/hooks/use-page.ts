import { useEffect, useState } from 'react'
import { browser } from 'wxt/browser'
import { useChatSession, type PageDescription } from './use-chat'

/** The page at hand, as far as the browser tells; it follows the reader from tab to tab. Undefined while unknown. */
export function usePage(): PageDescription | undefined {
  const { describePage } = useChatSession()
  const [page, setPage] = useState<PageDescription>()
  useEffect(() => {
    const look = () =>
      void describePage().then(
        (description) => setPage(description),
        // The tab was closed in the same instant.
        () => setPage(undefined),
      )
    look()
    browser.tabs.onActivated.addListener(look)
    browser.tabs.onUpdated.addListener(look)
    return () => {
      browser.tabs.onActivated.removeListener(look)
      browser.tabs.onUpdated.removeListener(look)
    }
  }, [describePage])
  return page
}
