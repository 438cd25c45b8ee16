import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { tabIcon } from '../../../lib/page/tab-icon'

const png = 'data:image/png;base64,AAAA'
const url = 'https://press.example/page'
let injected: string[] = []

/** Stands in for a tab, and for what the page's own script finds in the cache. */
function shows(tab: { url?: string; favIconUrl?: string }, kept?: unknown): void {
  vi.spyOn(browser.tabs, 'get').mockResolvedValue({ id: 1, ...tab } as never)
  const executeScript = async ({ files }: { files: string[] }) => {
    injected.push(...files)
    if (kept instanceof Error) throw kept
    return [{ frameId: 0, result: kept }]
  }
  Object.assign(browser, { scripting: { executeScript } })
}

describe('the icon of a tab', () => {
  beforeEach(() => {
    injected = []
    vi.spyOn(browser.runtime, 'getManifest').mockReturnValue({ optional_permissions: ['tabs'] } as never)
  })
  afterEach(() => void vi.restoreAllMocks())

  it('is what the browser says, where that is the picture itself', async () => {
    shows({ url, favIconUrl: png })
    expect(await tabIcon(1)).toBe(png)
    expect(injected).toEqual([])
  })

  it('is what the cache of its own site holds', async () => {
    shows({ url, favIconUrl: 'https://press.example/icon.png' }, png)
    expect(await tabIcon(1)).toBe(png)
    expect(injected).toEqual(['/read-icon.js'])
  })

  it.each<[string, { url?: string; favIconUrl?: string }, unknown]>([
    ['a tab without one', { url }, png],
    ['a tab whose address is hidden', { favIconUrl: 'https://press.example/icon.png' }, png],
    ['an icon on another server', { url, favIconUrl: 'https://cdn.example/icon.png' }, png],
    ['a cache that is empty', { url, favIconUrl: 'https://press.example/icon.png' }, undefined],
    ['an answer that is no picture', { url, favIconUrl: 'https://press.example/icon.png' }, 'https://evil.example/x'],
    ['a page that may not be read', { url, favIconUrl: 'https://press.example/icon.png' }, new Error('Cannot access')],
    ['a picture beyond all size', { url, favIconUrl: `${png}${'A'.repeat(500_000)}` }, undefined],
  ])('is none for %s, and that is no failure', async (_name, tab, kept) => {
    shows(tab, kept)
    expect(await tabIcon(1)).toBeUndefined()
  })
})
