import { ChatError, type ErrorKind } from '../chat/chat-error'
import type { UnreadableReason } from './page-content'

/** What is known of a tab before it is read. Address and title are hidden from an extension without access to it. */
export type KnownTab = { url?: string; title?: string }

const browserPages = 'The browser does not let extensions read its own pages.'
const store = 'The browser does not let extensions read its extension store.'
const otherAddress = 'The browser lets extensions read web pages only, and this is not one.'
const press = 'To let Gloss read this page, press its button in the toolbar or its shortcut.'
const stayClosed = 'Empty tabs stay closed.'

/** Hosts that every browser keeps closed to extensions, whatever was granted. */
const storeHosts = new Set(['chromewebstore.google.com', 'addons.mozilla.org', 'microsoftedge.microsoft.com'])

/** Why nothing may be read at this address, or undefined when it may be tried. */
export function restriction(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined
  const { protocol, hostname, pathname } = new URL(url)
  if (storeHosts.has(hostname)) return store
  if (hostname === 'chrome.google.com' && pathname.startsWith('/webstore')) return store
  if (['http:', 'https:', 'file:', 'ftp:'].includes(protocol)) return undefined
  return ['data:', 'blob:', 'javascript:', 'filesystem:'].includes(protocol) ? otherAddress : browserPages
}

/** The match pattern whose grant would let a tab be read, where its address is known and an ordinary one. */
export function originPatternOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url) || restriction(url) !== undefined) return undefined
  const { protocol, hostname } = new URL(url)
  return (protocol === 'http:' || protocol === 'https:') && hostname !== '' ? `${protocol}//${hostname}/*` : undefined
}

/** Why no permission would ever help, in a rejected `executeScript`'s own words; undefined when one might. */
export function refusalForGood(detail: string): string | undefined {
  if (/gallery cannot be scripted/i.test(detail)) return store
  if (/ExtensionsSettings|cannot be scripted due to/i.test(detail)) {
    return 'Your organisation does not let extensions read this page.'
  }
  if (
    /(access|contents of)( a| the| url)? "?(chrome|edge|brave|opera|vivaldi|about|devtools|view-source|moz|resource|chrome-extension|moz-extension)[:-]/i.test(
      detail,
    )
  ) {
    return browserPages
  }
  return /url "?(data|blob|filesystem):/i.test(detail) ? otherAddress : undefined
}

/** What a tab is called whose site is open to Gloss and that is refused all the same. */
export function closedViewer(url: string, detail: string): ChatError {
  const isPdf = /\.pdf$/i.test(new URL(url).pathname)
  const sentence = isPdf
    ? 'This browser does not let extensions into its PDF viewer: save this PDF, and drop the file on this panel.'
    : 'This browser keeps this page to itself. If it is a PDF, save it and drop the file on this panel.'
  return new ChatError('permission', sentence, { detail })
}

/** A rejected `executeScript`, as a sentence. Browsers give no codes, only words. */
export function injectionFailure(cause: unknown, tab: KnownTab): ChatError {
  const detail = cause instanceof Error ? cause.message : String(cause)
  const facts = { cause, detail }
  const closed = restriction(tab.url) ?? refusalForGood(detail)
  if (closed !== undefined) return new ChatError('permission', closed, facts)
  if (/url "?file:/i.test(detail) || tab.url?.startsWith('file:')) {
    const sentence = 'To read files, allow access to file URLs for Gloss on the page of extensions of the browser.'
    return new ChatError('permission', sentence, facts)
  }
  if (/error page/i.test(detail)) {
    return new ChatError('bad-request', 'This page did not load, so that there is nothing to read.', facts)
  }
  if (/no tab with id|invalid tab id|was removed|no frame with id|tab was closed|no longer exists/i.test(detail)) {
    return leftThePage(facts)
  }
  if (/cannot access contents|permission/i.test(detail)) {
    const originPattern = originPatternOf(tab.url)
    // An empty tab is refused in the same words as any other page that was not opened to Gloss.
    const sentence = tab.url === undefined ? `${press} ${stayClosed}` : press
    return new ChatError('permission', sentence, {
      ...facts,
      opensOnCall: true,
      ...(originPattern === undefined ? {} : { originPattern }),
    })
  }
  return new ChatError('bad-request', 'The browser could not read this page.', facts)
}

const refusals: Record<UnreadableReason, [kind: ErrorKind, sentence: string]> = {
  pdf: [
    'bad-request',
    'The PDF viewer tells nobody what is selected in it: attach this page as a whole, or use the right-click menu there.',
  ],
  empty: ['bad-request', 'There is no text on this page.'],
  'nothing-selected': ['bad-request', 'Nothing is selected on the page.'],
  failed: ['bad-response', 'Gloss could not make sense of this page.'],
}

/** What the injected script said it could not do, as a sentence. `message` is its own reason, where it failed. */
export function unreadable(reason: UnreadableReason, message = ''): ChatError {
  const [kind, sentence] = refusals[reason]
  return new ChatError(kind, sentence, reason === 'failed' ? { detail: message.slice(0, 500) } : {})
}

export function leftThePage(facts: { cause?: unknown; detail?: string } = {}): ChatError {
  return new ChatError('bad-request', 'The tab was closed or left the page while it was read.', facts)
}

export function pageTimeout(): ChatError {
  return new ChatError('timeout', 'The page did not answer within five seconds.')
}
