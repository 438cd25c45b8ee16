import { browser, type Browser } from 'wxt/browser'
import { caps } from './page-content'
import { base64Of, blobOfDataUrl } from './picture-bytes'
import { runInTab } from './run-in-tab'

/** In pixels: what a chip shows on a sharp screen. */
const drawn = 32
/** Milliseconds: what is only an ornament keeps nobody waiting. */
const patience = 1_000
/** Characters. What is larger is no icon. */
const largest = 400_000

/**
 * The icon that a tab shows, as a small `data:` address, from what the browser has at hand: nothing is asked of any
 * server. Firefox hands it over as data; in Chromium it lies in the cache of its own site, or, where the reader let
 * Gloss see the names of tabs, among the browser's icons. Undefined where there is none: never a failure.
 */
export async function tabIcon(tabId: number): Promise<string | undefined> {
  try {
    const { url, favIconUrl } = await browser.tabs.get(tabId)
    if (url === undefined || favIconUrl === undefined || favIconUrl === '') return undefined
    if (isPicture(favIconUrl)) return await small(favIconUrl)
    const kept = isOfSameSite(url, favIconUrl) ? await keptByPage(tabId) : undefined
    return await small(kept ?? (await ofBrowser(url)))
  } catch {
    return undefined
  }
}

/** The browser's own picture of a page's icon, as an address that our pages may show; undefined where it is not ours to ask. */
export async function iconAddresses(): Promise<((pageUrl: string) => string) | undefined> {
  const { optional_permissions: known = [] } = browser.runtime.getManifest()
  // Firefox knows no such permission, and asking for it is an error there.
  if (!known.some((name) => name === favicon)) return undefined
  if (!(await browser.permissions.contains({ permissions: [favicon] }))) return undefined
  const base = browser.runtime.getURL('/')
  return (pageUrl) => `${base}_favicon/?pageUrl=${encodeURIComponent(pageUrl)}&size=${drawn}`
}

/** Chromium's permission to show the icons it has. */
export const favicon = 'favicon' satisfies Browser.runtime.ManifestOptionalPermission

async function keptByPage(tabId: number): Promise<string | undefined> {
  const [top] = await runInTab(tabId, { file: '/read-icon.js' }, { patience })
  return typeof top?.result === 'string' && isPicture(top.result) ? top.result : undefined
}

async function ofBrowser(url: string): Promise<string | undefined> {
  // The worker has nothing to draw a picture with that has an address.
  if (typeof Image === 'undefined') return undefined
  const addressOf = await iconAddresses()
  if (!addressOf) return undefined
  const picture = new Image()
  picture.src = addressOf(url)
  await picture.decode()
  return asData(picture)
}

async function small(address: string | undefined): Promise<string | undefined> {
  if (address === undefined || address.length > largest) return undefined
  if (address.length <= caps.icon) return address
  const bitmap = await createImageBitmap(blobOfDataUrl(address))
  try {
    const data = await asData(bitmap)
    return data.length <= caps.icon ? data : undefined
  } finally {
    bitmap.close()
  }
}

async function asData(picture: HTMLImageElement | ImageBitmap): Promise<string> {
  const canvas = new OffscreenCanvas(drawn, drawn)
  canvas.getContext('2d')?.drawImage(picture, 0, 0, drawn, drawn)
  const blob = await canvas.convertToBlob({ type: 'image/png' })
  return `data:image/png;base64,${base64Of(new Uint8Array(await blob.arrayBuffer()))}`
}

function isPicture(address: string): boolean {
  return address.startsWith('data:image/')
}

function isOfSameSite(url: string, icon: string): boolean {
  return URL.canParse(url) && URL.canParse(icon) && new URL(url).origin === new URL(icon).origin
}
