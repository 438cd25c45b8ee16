import { afterEach, describe, expect, it, vi } from 'vitest'
import { pageCaptures } from '../../../lib/panel/page-captures'

const { pickElement, screenshotRegion } = vi.hoisted(() => ({ pickElement: vi.fn(), screenshotRegion: vi.fn() }))
vi.mock('../../../lib/page/pick-element', () => ({ pickElement }))
vi.mock('../../../lib/page/screenshot', () => ({ screenshotRegion, screenshotTab: vi.fn() }))

const captures = () => pageCaptures(() => Promise.resolve(1))

describe('what the page waits for', () => {
  afterEach(() => void vi.resetAllMocks())

  it('is told while it waits, and not after', async () => {
    const { pointing, region, element } = captures()
    const drawn = Promise.withResolvers<null>()
    screenshotRegion.mockReturnValue(drawn.promise)
    const taken = region(new AbortController().signal)
    expect(pointing.getState().at).toBe('region')
    drawn.resolve(null)
    expect(await taken).toEqual([])
    expect(pointing.getState().at).toBeNull()

    pickElement.mockRejectedValue(new Error('The page was left.'))
    await expect(element(new AbortController().signal)).rejects.toThrow('left')
    expect(pointing.getState().at).toBeNull()
  })

  it('is what was asked for last, though what was given up ends later', async () => {
    const { pointing, region, element } = captures()
    const [drawn, picked] = [Promise.withResolvers<null>(), Promise.withResolvers<null>()]
    screenshotRegion.mockReturnValue(drawn.promise)
    pickElement.mockReturnValue(picked.promise)
    const givenUp = new AbortController()
    const first = region(givenUp.signal)
    givenUp.abort()
    expect(pointing.getState().at).toBeNull()
    const second = element(new AbortController().signal)
    drawn.resolve(null)
    await first
    expect(pointing.getState().at).toBe('element')
    picked.resolve(null)
    await second
    expect(pointing.getState().at).toBeNull()
  })
})
