import * as v from 'valibot'
import type { Snapshot } from '../chat/attachment'
import { ChatError } from '../chat/chat-error'
import { imageSnapshot, largestSide } from './picture'
import { blobOfDataUrl } from './picture-bytes'
import { knownTab, runInTab } from './run-in-tab'
import { screenshotPart } from './screenshot'

/** Characters of what a page hands over: the largest picture that is drawn, hardly packed. */
const longest = 40_000_000

const answerSchema = v.union([
  v.object({
    data: v.pipe(v.string(), v.startsWith('data:image/png;base64,'), v.maxLength(longest)),
    name: v.string(),
  }),
  v.object({ place: v.unknown(), name: v.string() }),
  v.null(),
])

/**
 * A picture of the page in a tab: its own pixels where the page may touch them, else what the browser shows of it. It is
 * not loaded once more.
 * @throws {ChatError} `bad-request` when it is gone, or lies in a frame that can only be photographed; as `screenshotTab`.
 */
export async function readImage(tabId: number, imageUrl: string, frameId: number): Promise<Snapshot> {
  const [answer] = await runInTab(tabId, { func: findImage, args: [imageUrl, largestSide] }, { frames: frameId })
  const parsed = v.safeParse(answerSchema, answer?.result)
  if (!parsed.success) throw new ChatError('bad-response', 'The page gave an answer that Gloss does not understand.')
  const found = parsed.output
  if (found === null) throw new ChatError('bad-request', 'This picture is not on the page any more.')
  const name = found.name.trim().slice(0, 200)
  if ('data' in found) {
    const { url, title = '' } = await knownTab(tabId)
    const facts = { title: name || title, ...(url === undefined ? {} : { url }), tabId }
    return await imageSnapshot(blobOfDataUrl(found.data), facts)
  }
  if (frameId !== 0) {
    const sentence = 'Another site keeps this picture to itself: attach a picture of that part of the page instead.'
    throw new ChatError('bad-request', sentence)
  }
  const part = await screenshotPart(tabId, found.place)
  return name === '' ? part : { ...part, title: name }
}

/** Runs in the page, and so can use nothing of this file. */
async function findImage(url: string, most: number): Promise<unknown> {
  const images = [...document.images].filter((image) => image.currentSrc === url || image.src === url)
  const isSeen = (image: HTMLImageElement) => {
    const { top, bottom, width } = image.getBoundingClientRect()
    return width > 0 && bottom > 0 && top < innerHeight
  }
  // A picture that stands there twice was clicked where it can be seen.
  const image = images.find(isSeen) ?? images[0]
  if (!image) return null
  const name = image.alt || image.title
  const [width, height] = [image.naturalWidth || image.width, image.naturalHeight || image.height]
  try {
    const scale = Math.min(1, most / Math.max(width, height, 1))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(width * scale))
    canvas.height = Math.max(1, Math.round(height * scale))
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    return { data: canvas.toDataURL('image/png'), name }
  } catch {
    // The pixels of another site's picture are closed to every script; the browser's own picture of the page is not.
    image.scrollIntoView({ block: 'nearest', behavior: 'instant' })
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    const { left, top, right, bottom } = image.getBoundingClientRect()
    const [x, y] = [Math.max(0, left), Math.max(0, top)]
    const region = {
      left: x,
      top: y,
      width: Math.min(right, innerWidth) - x,
      height: Math.min(bottom, innerHeight) - y,
    }
    return { place: { region, view: { width: innerWidth, height: innerHeight } }, name }
  }
}
