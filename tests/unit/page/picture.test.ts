import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fitted, imageSnapshot, largestSide } from '../../../lib/page/picture'
import { base64Of, blobOfDataUrl, isAnimated } from '../../../lib/page/picture-bytes'

/** What the browser's canvas would do, as far as sizes go. */
type World = { width: number; height: number; pngBytes: number; jpegBytes: (quality: number, side: number) => number }

function draw({ width, height, pngBytes, jpegBytes }: World) {
  const closed = vi.fn()
  vi.stubGlobal('createImageBitmap', async (blob: Blob) => {
    if ((await blob.text()) === 'damaged') throw new DOMException('The source image could not be decoded.')
    return { width, height, close: closed }
  })
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      readonly width: number
      readonly height: number
      constructor(side: number, other: number) {
        this.width = side
        this.height = other
      }
      getContext() {
        return { drawImage: vi.fn(), fillRect: vi.fn() }
      }
      convertToBlob({ type, quality = 1 }: { type: string; quality?: number }) {
        const bytes = type === 'image/png' ? pngBytes : jpegBytes(quality, Math.max(this.width, this.height))
        // Only the number of its bytes counts here.
        return Promise.resolve(Object.defineProperty(new Blob(['bytes'], { type }), 'size', { value: bytes }))
      }
    },
  )
  return { closed }
}

const small: World = { width: 3_136, height: 1_000, pngBytes: 1_000, jpegBytes: () => 1_000 }
const photo = (type = 'image/jpeg', text = 'pixels') => new Blob([text], { type })

describe('a picture', () => {
  beforeEach(() => void draw(small))
  afterEach(() => vi.unstubAllGlobals())

  it('is scaled to what models look at, and stays sharp where it is small', async () => {
    const { closed } = draw(small)
    const snapshot = await imageSnapshot(photo('image/png'), { title: 'Screen', url: 'https://a.example/', tabId: 7 })
    expect(snapshot).toMatchObject({
      kind: 'image',
      title: 'Screen',
      url: 'https://a.example/',
      tabId: 7,
      text: '',
      image: { mediaType: 'image/png', width: largestSide, height: 500 },
    })
    expect(snapshot.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(closed).toHaveBeenCalledOnce()
  })

  it('is packed as JPEG where it would be large, and smaller still where that is not enough', async () => {
    draw({ ...small, pngBytes: 2_000_000, jpegBytes: (quality) => (quality > 0.85 ? 4_000_000 : 900_000) })
    expect((await imageSnapshot(photo(), { title: 'Photo' })).image).toMatchObject({
      mediaType: 'image/jpeg',
      width: 1_568,
    })
    draw({ ...small, pngBytes: 9_000_000, jpegBytes: (_, side) => side * 2_500 })
    expect((await imageSnapshot(photo(), { title: 'Noise' })).image).toMatchObject({
      mediaType: 'image/jpeg',
      width: 1_098,
    })
    draw({ ...small, pngBytes: 9_000_000, jpegBytes: () => 9_000_000 })
    await expect(imageSnapshot(photo(), { title: 'Noise' })).rejects.toMatchObject({ info: { kind: 'too-large' } })
  })

  it('is refused in one sentence when it is damaged, a drawing, or a giant', async () => {
    const refused = (blob: Blob) => expect(imageSnapshot(blob, { title: 'x.png' })).rejects
    await refused(photo('image/png', 'damaged')).toMatchObject({ info: { kind: 'bad-request' } })
    await refused(photo('image/png', 'damaged')).toThrow('“x.png” is damaged')
    await refused(photo('image/svg+xml')).toThrow('save it as a PNG')
    const giant = new Blob(['x'])
    Object.defineProperty(giant, 'size', { value: 50_000_001 })
    await refused(giant).toThrow('larger than 50 MB')
  })

  it('says when it is the first frame of an animation', async () => {
    const gif = photo('image/gif', 'GIF89a......!\u00ff\u000bNETSCAPE2.0')
    expect((await imageSnapshot(gif, { title: 'Cat' })).text).toBe('This is the first frame of an animation.')
  })
})

describe('sizes', () => {
  it('are never enlarged, and never become nothing', () => {
    expect(fitted(100, 50, 1_568)).toEqual({ width: 100, height: 50 })
    expect(fitted(10_000, 2, 1_000)).toEqual({ width: 1_000, height: 1 })
  })
})

describe('bytes', () => {
  it('go to base64 and back, also many', async () => {
    const bytes = Uint8Array.from({ length: 20_001 }, (_, index) => index % 251)
    const blob = blobOfDataUrl(`data:image/png;base64,${base64Of(bytes)}`)
    expect(blob.type).toBe('image/png')
    expect(new Uint8Array(await blob.arrayBuffer())).toEqual(bytes)
  })

  it('tell whether a picture moves', () => {
    const of = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))
    expect(isAnimated(of('GIF89a...NETSCAPE2.0'))).toBe(true)
    expect(isAnimated(of('RIFF....WEBPVP8X....ANIM'))).toBe(true)
    expect(isAnimated(of('\u0089PNG....acTL'))).toBe(true)
    expect(isAnimated(of('GIF89a...'))).toBe(false)
    expect(isAnimated(of('\u00ff\u00d8 NETSCAPE2.0 ANIM acTL'))).toBe(false)
  })
})
