import { browser, type Browser } from 'wxt/browser'
import { originPatternOf, restriction } from '../page/read-failure'
import { favicon, iconAddresses } from '../page/tab-icon'

export type OpenTab = {
  id: number
  title: string
  /** Its host, as a reader knows it. */
  site: string
  url: string
  /** An address of the icon's picture that the browser itself has: nothing is loaded from anywhere for a list. */
  icon?: string
  /** The match pattern that must be granted before it can be read. */
  needs?: string
  /** The tab the panel talks about. */
  isCurrent: boolean
}

export type TabList = {
  tabs: OpenTab[]
  /** The browser keeps names and addresses of other tabs to itself until it is asked for them. */
  namesHidden: boolean
}

/**
 * The tabs that could be read, the one used last first, the current one at the end. Without the permission `tabs` the
 * browser names only those that Gloss may read already.
 */
export async function listTabs(currentId: number | undefined): Promise<TabList> {
  const [all, tellsNames, iconOf] = await Promise.all([
    browser.tabs.query({}),
    browser.permissions.contains({ permissions: ['tabs'] }),
    iconAddresses(),
  ])
  const tabs = await Promise.all(
    all.filter(isReadable).map(async (tab) => {
      const icon = tab.favIconUrl?.startsWith('data:image/') ? tab.favIconUrl : tab.favIconUrl && iconOf?.(tab.url)
      return { ...(await openTab(tab, currentId, tellsNames)), ...(icon ? { icon } : {}) }
    }),
  )
  const lastUsed = new Map(all.map(({ id, lastAccessed }) => [id, lastAccessed ?? 0]))
  tabs.sort(
    (one, other) =>
      Number(one.isCurrent) - Number(other.isCurrent) || (lastUsed.get(other.id) ?? 0) - (lastUsed.get(one.id) ?? 0),
  )
  return { tabs, namesHidden: !tellsNames && all.some(({ url }) => !url) }
}

/**
 * Asks the browser for the names of all tabs, and for their icons where that is a permission of its own: both are one
 * question in the same words. Must be called first thing in the handler of a click. Never rejects.
 */
export function askForTabNames(): Promise<boolean> {
  const { optional_permissions: known = [] } = browser.runtime.getManifest()
  const permissions = (['tabs', favicon] as const).filter((name) => known.includes(name))
  return browser.permissions.request({ permissions }).catch(() => false)
}

/** Calls back whenever tabs open, close or change their name. Returns how to stop. */
export function followTabs(onChange: () => void): () => void {
  const events = [browser.tabs.onCreated, browser.tabs.onRemoved, browser.tabs.onUpdated]
  for (const event of events) event.addListener(onChange)
  return () => {
    for (const event of events) event.removeListener(onChange)
  }
}

type ReadableTab = Browser.tabs.Tab & { id: number; url: string }

function isReadable(tab: Browser.tabs.Tab): tab is ReadableTab {
  const { id, url } = tab
  return id !== undefined && url !== undefined && /^(https?|file):/.test(url) && restriction(url) === undefined
}

async function openTab(
  { id, url, title }: ReadableTab,
  currentId: number | undefined,
  tellsNames: boolean,
): Promise<OpenTab> {
  const isCurrent = id === currentId
  const pattern = originPatternOf(url)
  // Of the rest nothing but an access tells the name; the current tab may be open to us by the click that called Gloss.
  const isOpen = pattern === undefined || isCurrent || !tellsNames
  const allowed = isOpen || (await browser.permissions.contains({ origins: [pattern] }))
  return {
    id,
    url,
    title: title || url,
    site: siteOf(url),
    isCurrent,
    ...(allowed ? {} : { needs: pattern }),
  }
}

function siteOf(url: string): string {
  const { host, protocol } = new URL(url)
  return protocol === 'file:' ? 'a file on this computer' : host.replace(/^www\./, '')
}
