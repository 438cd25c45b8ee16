import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import {
  checkRoom,
  dismissRestored,
  noteTrouble,
  sayRestored,
  watchStorage,
  type StorageNews,
} from '../../../lib/db/condition'

function estimating(usage: number | undefined, quota: number | undefined): void {
  vi.stubGlobal('navigator', { storage: { estimate: async () => ({ usage, quota }) } })
}

describe('what is said of the disk', () => {
  let news: StorageNews[] = []
  let stop = () => {}
  const last = async (expected: Partial<StorageNews>) =>
    vi.waitFor(() => expect(news.at(-1)).toEqual({ condition: {}, restoration: undefined, ...expected }))

  beforeEach(async () => {
    fakeBrowser.reset()
    news = []
    stop = watchStorage(
      (one) => news.push(one),
      (error) => {
        throw error
      },
    )
    await last({})
  })
  afterEach(async () => {
    stop()
    noteTrouble(undefined)
    estimating(0, 1)
    await checkRoom()
    vi.unstubAllGlobals()
  })

  it('follows trouble from its beginning to its end', async () => {
    noteTrouble('full')
    await last({ condition: { trouble: 'full' } })
    noteTrouble('failing')
    await last({ condition: { trouble: 'failing' } })
    noteTrouble(undefined)
    await last({})
  })

  it('warns when more than nine tenths are used, and says when they no longer are', async () => {
    estimating(90, 100)
    await checkRoom()
    estimating(91, 100)
    await checkRoom()
    await last({ condition: { nearlyFull: true } })
    noteTrouble('full')
    await last({ condition: { nearlyFull: true, trouble: 'full' } })
    noteTrouble(undefined)
    estimating(20, 100)
    await checkRoom()
    await last({})
  })

  it('warns of nothing where the browser does not tell', async () => {
    estimating(undefined, undefined)
    await checkRoom()
    vi.stubGlobal('navigator', {})
    await checkRoom()
    noteTrouble('full')
    await last({ condition: { trouble: 'full' } })
  })

  it('tells of what was brought back until it was read', async () => {
    await sayRestored({ conversations: 3 })
    await last({ restoration: { conversations: 3 } })
    await dismissRestored()
    await last({})
  })
})
