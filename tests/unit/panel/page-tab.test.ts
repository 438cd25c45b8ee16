import { beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { isSamePage, lookAgain, requireTabOf } from '../../../lib/panel/page-tab'
import { attachment } from '../../helpers/messages'

const url = 'https://a.example/page'

async function openTabs(...urls: (string | undefined)[]) {
  const tabs = urls.map((address, index) => ({ id: index + 1, ...(address === undefined ? {} : { url: address }) }))
  vi.spyOn(browser.tabs, 'query').mockResolvedValue(tabs as never)
}

describe('the tab of a snapshot', () => {
  beforeEach(() => {
    fakeBrowser.reset()
    vi.restoreAllMocks()
    vi.spyOn(browser.permissions, 'contains').mockResolvedValue(true as never)
  })

  it('is the one it was read in while that still shows the page, else another that does', async () => {
    await openTabs(url, `${url}#part`, 'https://a.example/other')
    expect(await requireTabOf({ url, tabId: 2 })).toBe(2)
    expect(await requireTabOf({ url, tabId: 3 })).toBe(1)
    expect(await requireTabOf({ url, tabId: 9 })).toBe(1)
  })

  it('is said to be gone, or hidden where the site is not allowed', async () => {
    await openTabs('https://a.example/other', undefined)
    await expect(requireTabOf({ url })).rejects.toMatchObject({ kind: 'bad-request' })
    vi.spyOn(browser.permissions, 'contains').mockResolvedValue(false as never)
    await expect(requireTabOf({ url })).rejects.toMatchObject({
      kind: 'permission',
      info: { originPattern: 'https://a.example/*' },
    })
  })

  it('is not spoken of where nobody asked', async () => {
    await openTabs()
    expect(await lookAgain(attachment({ kind: 'page', url, tabId: 1 }))).toBeUndefined()
  })

  it('shows the same page whatever the place on it', () => {
    expect(isSamePage(url, `${url}#here`)).toBe(true)
    expect(isSamePage(url, `${url}?page=2`)).toBe(false)
  })
})
