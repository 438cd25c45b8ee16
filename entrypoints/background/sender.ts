import { browser } from 'wxt/browser'

/** The part of a message's sender that is judged, as browsers fill it in. */
export type Sender = { id?: string; url?: string; origin?: string; frameId?: number }

const pages = new Set(['/sidepanel.html', '/options.html'])

/**
 * Only our own pages, as top frames, may ask. A content script carries our id but the page's address; a page of ours
 * inside a website's frame carries our address but a frame number above 0.
 */
export function isOwnPage(sender: Sender | undefined): boolean {
  if (sender?.id !== browser.runtime.id) return false
  if (sender.frameId !== undefined && sender.frameId !== 0) return false
  const own = originOf(new URL(browser.runtime.getURL('/sidepanel.html')))
  // Firefox leaves `origin` out.
  if (sender.origin !== undefined && sender.origin !== own) return false
  if (sender.url === undefined || !URL.canParse(sender.url)) return false
  const url = new URL(sender.url)
  return originOf(url) === own && pages.has(url.pathname)
}

/** Not `url.origin`, which some engines give as "null" for the schemes of extensions. */
function originOf({ protocol, host }: URL): string {
  return `${protocol}//${host}`
}
