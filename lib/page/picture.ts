import type { AttachedImage, Snapshot } from '../chat/attachment'
import { ChatError } from '../chat/chat-error'
import { base64Of, isAnimated } from './picture-bytes'
import { toSnapshot } from './snapshot'

/**
 * Pixels of the longer side. Vision models scale down what is larger before they look (Anthropic to 1568, OpenAI and
 * Gemini to tiles of about that in all), so that more would be uploaded and paid for, and thrown away.
 */
export const largestSide = 1_568

/** Bytes of a file that is read at all: a photograph of a large camera, with room. */
const largestFile = 50_000_000
/** Up to this many bytes a picture stays a PNG: letters on a screen keep their edges. */
const sharpBytes = 1_200_000
/** As base64 it is four megabytes, the least that a large provider takes. */
const largestBytes = 3_000_000
const qualities = [0.9, 0.8, 0.65]

type PictureFacts = { title: string; url?: string; tabId?: number }

/**
 * Pins a picture in a form that every vision model takes: upright, at most `maxSide` pixels long, as PNG or JPEG, and
 * without whatever else its file holds, such as the place where it was taken. Of an animation it is the first frame.
 * @throws {ChatError} `bad-request` for what is no picture, is damaged, or is a drawing (SVG); `too-large`.
 */
export async function imageSnapshot(blob: Blob, facts: PictureFacts, maxSide = largestSide): Promise<Snapshot> {
  const name = facts.title === '' ? 'The picture' : `“${facts.title}”`
  if (blob.size > largestFile) {
    throw new ChatError('too-large', `${name} is larger than 50 MB: attach a smaller copy of it.`)
  }
  // Drawings are programs in small; a model gets more from a picture of one, and their source can be sent as text.
  if (/svg/i.test(blob.type)) {
    throw new ChatError('bad-request', `${name} is an SVG drawing, which models cannot see: save it as a PNG first.`)
  }
  const bitmap = await decoded(blob, name)
  try {
    const image = await encoded(bitmap, Math.min(maxSide, largestSide), name)
    const animated = isAnimated(new Uint8Array(await blob.slice(0, 4_096).arrayBuffer()))
    const text = animated ? 'This is the first frame of an animation.' : ''
    const source = { url: facts.url ?? '', title: facts.title, text, image }
    return await toSnapshot(
      { ...source, ...(facts.tabId === undefined ? {} : { tabId: facts.tabId }) },
      'image',
      Date.now(),
    )
  } finally {
    bitmap.close()
  }
}

/** The size at which a picture fits into a square, never larger than it is. */
export function fitted(width: number, height: number, side: number): { width: number; height: number } {
  const scale = Math.min(1, side / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

async function decoded(blob: Blob, name: string): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(blob)
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause)
    throw new ChatError('bad-request', `${name} is damaged, or of a kind that this browser cannot show.`, {
      cause,
      detail,
    })
  }
}

async function encoded(bitmap: ImageBitmap, maxSide: number, name: string): Promise<AttachedImage> {
  // Photographs full of noise may still be too many bytes at the lowest quality.
  for (const side of [maxSide, Math.round(maxSide * 0.7), Math.round(maxSide * 0.5)]) {
    const size = fitted(bitmap.width, bitmap.height, side)
    // oxlint-disable-next-line no-await-in-loop -- each is tried only when the one before was too large
    const blob = await smallest(bitmap, size)
    if (!blob) continue
    const mediaType = blob.type === 'image/jpeg' ? 'image/jpeg' : 'image/png'
    // oxlint-disable-next-line no-await-in-loop -- returns
    return { mediaType, data: base64Of(new Uint8Array(await blob.arrayBuffer())), ...size }
  }
  throw new ChatError('too-large', `${name} stays too large however it is packed: attach a part of it.`)
}

async function smallest(
  bitmap: ImageBitmap,
  { width, height }: { width: number; height: number },
): Promise<Blob | null> {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (!context) throw new ChatError('internal', 'The browser gave no canvas to draw the picture on.')
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, width, height)
  const sharp = await canvas.convertToBlob({ type: 'image/png' })
  if (sharp.size <= sharpBytes) return sharp
  // JPEG knows no transparency and would show black.
  context.globalCompositeOperation = 'destination-over'
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width, height)
  for (const quality of qualities) {
    // Not WebP: some servers of local models do not read it.
    // oxlint-disable-next-line no-await-in-loop -- each is tried only when the one before was too large
    const packed = await canvas.convertToBlob({ type: 'image/jpeg', quality })
    if (packed.size <= largestBytes) return packed
  }
  return null
}
