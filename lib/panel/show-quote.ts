import { browser, type Browser } from 'wxt/browser'
import type { Attachment } from '../chat/attachment'
import { ChatError } from '../chat/chat-error'
import type { LightAnswer, LightRequest, Passage } from '../chat/quote'
import { highlightStyle } from '../page/quotes/highlight-style'
import { originPatternOf } from '../page/read-failure'
import { runInTab } from '../page/run-in-tab'

/** A page that is opened again may take this long to arrive, and then this long to show its words. In milliseconds. */
const loadPatience = 15_000
const wordPatience = 5_000
/** For what the injection itself takes. */
const slack = 5_000

/**
 * `shown`: on the page, or at its place in a PDF or a video. `text`: there is no page behind it, or none that may be
 * shown, so that only the snapshot's own text is left. `changed`: the page does not hold it any more.
 */
export type ShowOutcome = 'shown' | 'text' | 'changed'

/** The tab whose light is on. */
let litTab: number | undefined

/**
 * Shows a passage where it was read: activates that page's tab, or opens the page again, scrolls to the words and lights
 * them up. The page itself is not changed.
 * @throws {ChatError} `permission` with the pattern that would help, `timeout`, or `bad-request`.
 */
export async function showQuote(attachment: Attachment, passage: Passage): Promise<ShowOutcome> {
  const pattern = originPatternOf(attachment.url)
  if (attachment.kind === 'pdf') return showPage(attachment, passage.page)
  if (pattern === undefined) return 'text'
  const known = await findTab(attachment)
  if (!known && !(await browser.permissions.contains({ origins: [pattern] }))) {
    const sentence = `To show this where it stands, Gloss has to look at ${new URL(attachment.url).hostname}.`
    throw new ChatError('permission', sentence, { originPattern: pattern })
  }
  const tab = known ?? (await browser.tabs.create({ url: attachment.url, active: true }))
  const tabId = tab.id
  if (tabId === undefined) throw new ChatError('bad-request', 'The browser did not open the page.')
  if (known) await activate(known)
  await loaded(tabId)
  await clearQuote()
  litTab = tabId
  const { needles, seconds } = passage
  const answer =
    attachment.kind === 'transcript' && seconds !== undefined
      ? await light(tabId, { seconds })
      : await light(tabId, { needles, patienceMs: known ? 0 : wordPatience })
  return answer === 'shown' ? 'shown' : 'changed'
}

/** Takes the light away from the page where it is on. */
export async function clearQuote(): Promise<void> {
  const tabId = litTab
  litTab = undefined
  if (tabId === undefined) return
  try {
    await ask(tabId, { clear: true }, true)
  } catch {
    // The tab was closed or went to another page, and the light with it.
  }
}

/** The browser's own viewer goes to a page that the address names. */
async function showPage({ url, tabId }: Attachment, page: number | undefined): Promise<ShowOutcome> {
  if (url === '' || !URL.canParse(url) || !/^https?:/.test(url)) return 'text'
  const address = new URL(url)
  address.hash = page === undefined ? '' : `page=${page}`
  const tab = await findTab({ url, ...(tabId === undefined ? {} : { tabId }) })
  if (tab?.id === undefined) await browser.tabs.create({ url: address.href, active: true })
  else {
    const moved = change(
      tab.id,
      ({ url: reached, status }) => reached !== undefined || status === 'complete',
      loadPatience,
    )
    if (tab.url === address.href) moved.stop()
    else await browser.tabs.update(tab.id, { url: address.href })
    await moved.done
    // The viewer looks at the page's number only when it opens; too early, and the old address is what opens.
    await browser.tabs.reload(tab.id)
    await activate(tab)
  }
  return 'shown'
}

/** A tab that shows the page: the one it was read in, else the active one, else one of this window. */
async function findTab({ url, tabId }: Pick<Attachment, 'url' | 'tabId'>): Promise<Browser.tabs.Tab | undefined> {
  const wanted = withoutFragment(url)
  // Tabs that Gloss may not look at keep their address to themselves, and so are none of these.
  const tabs = (await browser.tabs.query({})).filter((tab) => withoutFragment(tab.url) === wanted)
  const windowId = (await browser.windows.getCurrent()).id
  return (
    tabs.find(({ id }) => id === tabId) ??
    tabs.find((tab) => tab.active && tab.windowId === windowId) ??
    tabs.find((tab) => tab.windowId === windowId) ??
    tabs[0]
  )
}

function withoutFragment(url: string | undefined): string | undefined {
  return url?.replace(/#.*$/s, '')
}

async function activate({ id, windowId }: Browser.tabs.Tab): Promise<void> {
  if (id === undefined) return
  await browser.tabs.update(id, { active: true })
  // Raising the window that has the focus already would take the focus out of the panel.
  const current = await browser.windows.getCurrent()
  if (current.id !== windowId) await browser.windows.update(windowId, { focused: true })
}

/** Waits until a tab has loaded what it is loading. What loads for ever is searched as it is. */
async function loaded(tabId: number): Promise<void> {
  const complete = change(tabId, ({ status }) => status === 'complete', loadPatience)
  const { status, pendingUrl } = await browser.tabs.get(tabId)
  if (status === 'complete' && !pendingUrl) complete.stop()
  await complete.done
}

type TabChange = { status?: string; url?: string }

/** `done` comes when a tab reports such a change from now on, when the patience is over, or with `stop`. */
function change(tabId: number, isMeant: (change: TabChange) => boolean, patienceMs: number) {
  const { promise: done, resolve } = Promise.withResolvers<void>()
  const onUpdated = (id: number, reported: TabChange): void => {
    if (id === tabId && isMeant(reported)) stop()
  }
  const timer = setTimeout(() => stop(), patienceMs)
  const stop = (): void => {
    clearTimeout(timer)
    browser.tabs.onUpdated.removeListener(onUpdated)
    resolve()
  }
  browser.tabs.onUpdated.addListener(onUpdated)
  return { done, stop }
}

/** The page itself first, and then the frames in it. */
async function light(tabId: number, request: LightRequest): Promise<LightAnswer> {
  const answer = await ask(tabId, request, false)
  return answer === 'shown' ? answer : ask(tabId, 'needles' in request ? { ...request, patienceMs: 0 } : request, true)
}

async function ask(tabId: number, request: LightRequest, allFrames: boolean): Promise<LightAnswer> {
  const options = {
    frames: allFrames ? ('all' as const) : ('top' as const),
    patience: ('patienceMs' in request ? request.patienceMs : 0) + slack,
  }
  await runInTab(tabId, { file: '/highlight-quote.js' }, options)
  const target = allFrames ? { tabId, allFrames } : { tabId }
  // Chromium draws no highlight that a style of the user's origin describes.
  await browser.scripting.insertCSS({ target, css: highlightStyle, origin: 'AUTHOR' })
  const results = await runInTab(tabId, { func: askPage, args: [request] }, options)
  return results.some(({ result }) => result === 'shown') ? 'shown' : 'absent'
}

/** Runs in the page, where nothing of this module is at hand. */
function askPage(request: LightRequest): unknown {
  const lightUp: unknown = Reflect.get(globalThis, 'glossLightUp')
  return typeof lightUp === 'function' ? lightUp(request) : undefined
}
