import * as v from 'valibot'
import { browser } from 'wxt/browser'
import type { Snapshot } from '../chat/attachment'
import { ChatError } from '../chat/chat-error'
import { imageSnapshot } from './picture'
import { blobOfDataUrl } from './picture-bytes'
import { pointInTab } from './point-in-tab'
import { injectionFailure } from './read-failure'
import { knownTab } from './run-in-tab'

const length = v.pipe(v.number(), v.minValue(0), v.maxValue(100_000))
const regionAnswer = v.object({
  region: v.object({ left: length, top: length, width: length, height: length }),
  view: v.object({ width: length, height: length }),
})

/**
 * Takes a picture of what a tab shows.
 * @throws {ChatError} `permission` until Gloss was called on that page: the browser asks for that gesture, and access to
 * the site is not enough. `bad-request` for a tab that is not shown.
 */
export async function screenshotTab(tabId: number): Promise<Snapshot> {
  const { blob, facts } = await capture(tabId)
  return await imageSnapshot(blob, facts)
}

/**
 * Lets the reader draw a rectangle on the page and takes a picture of that; null when the reader left it.
 * @throws {ChatError} as `screenshotTab`, and as `pickElement`.
 */
export async function screenshotRegion(tabId: number, signal: AbortSignal): Promise<Snapshot | null> {
  // What cannot be had is said before the reader draws.
  await capture(tabId)
  const answer = await pointInTab(tabId, 'pick-region', signal)
  return answer === null ? null : await screenshotPart(tabId, answer)
}

/**
 * Takes a picture of the part of a tab that a script in its page named.
 * @throws {ChatError} as `screenshotTab`, and `bad-response`.
 */
export async function screenshotPart(tabId: number, answer: unknown): Promise<Snapshot> {
  const parsed = v.safeParse(regionAnswer, answer)
  if (!parsed.success) throw new ChatError('bad-response', 'The page gave an answer that Gloss does not understand.')
  const { region, view } = parsed.output
  const { blob, facts } = await capture(tabId)
  return await imageSnapshot(await cropped(blob, region, view), facts)
}

async function capture(tabId: number): Promise<{ blob: Blob; facts: { title: string; url?: string; tabId: number } }> {
  const before = await knownTab(tabId)
  if (!before.active) throw new ChatError('bad-request', 'Switch to that page first: only what is shown can be taken.')
  let address: string
  try {
    address = await browser.tabs.captureVisibleTab(before.windowId, { format: 'png' })
  } catch (cause) {
    throw captureFailure(cause, before)
  }
  // The browser takes whatever is in front: the address must be of the same page.
  const after = await knownTab(tabId)
  if (!after.active || after.url !== before.url) {
    throw new ChatError('bad-request', 'The page was left while its picture was taken.')
  }
  const { url, title } = after
  return { blob: blobOfDataUrl(address), facts: { title: title ?? '', ...(url === undefined ? {} : { url }), tabId } }
}

function captureFailure(cause: unknown, tab: { url?: string }): ChatError {
  const detail = cause instanceof Error ? cause.message : String(cause)
  if (/all_urls|activeTab|permission/i.test(detail)) {
    const sentence = 'To let Gloss take a picture of this page, press its button in the toolbar or its shortcut.'
    return new ChatError('permission', sentence, { cause, detail, opensOnCall: true })
  }
  if (/quota|MAX_CAPTURE/i.test(detail)) {
    return new ChatError('bad-request', 'The browser takes only two pictures a second: try again.', { cause, detail })
  }
  return injectionFailure(cause, tab)
}

type Size = { width: number; height: number }

/** The part of a picture of a window. How many of its pixels are one of the window's, the picture itself tells. */
async function cropped(blob: Blob, region: Size & { left: number; top: number }, view: Size): Promise<Blob> {
  const bitmap = await createImageBitmap(blob)
  try {
    const scale = bitmap.width / Math.max(1, view.width)
    const [left, top] = [Math.round(region.left * scale), Math.round(region.top * scale)]
    const width = Math.max(1, Math.min(Math.round(region.width * scale), bitmap.width - left))
    const height = Math.max(1, Math.min(Math.round(region.height * scale), bitmap.height - top))
    const canvas = new OffscreenCanvas(width, height)
    canvas.getContext('2d')?.drawImage(bitmap, left, top, width, height, 0, 0, width, height)
    return await canvas.convertToBlob({ type: 'image/png' })
  } finally {
    bitmap.close()
  }
}
