import { afterEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { offersTranscript } from '../../../../lib/page/transcript'

const refused = 'Cannot access contents of the page. Extension manifest must request permission to access this host.'

function world(url: string | undefined, shows: boolean | Error): void {
  vi.spyOn(browser.tabs, 'get').mockResolvedValue({ id: 1, active: true, windowId: 1, url } as never)
  const executeScript = async () => {
    if (shows instanceof Error) throw shows
    return [{ frameId: 0, result: shows }]
  }
  Object.assign(browser, { scripting: { executeScript } })
}

describe('whether a transcript is offered', () => {
  afterEach(() => void vi.restoreAllMocks())

  it.each([true, false])('is what a page that may be read says: %s', async (shows) => {
    world('https://press.example/', shows)
    expect(await offersTranscript(1)).toEqual({ offered: shows })
  })

  it.each<[string, string | undefined, object]>([
    [
      'a page of a video is known by its address',
      'https://www.youtube.com/watch?v=abc&t=3',
      { offered: true, needs: 'https://www.youtube.com/*' },
    ],
    ['another page of that site', 'https://www.youtube.com/feed/history', { offered: false }],
    ['a site that only sounds like it', 'https://notyoutube.com/watch?v=abc', { offered: false }],
    ['an address that is hidden', undefined, { offered: false }],
  ])('where a page may not be read yet: %s', async (_name, url, offer) => {
    world(url, new Error(refused))
    expect(await offersTranscript(1)).toEqual(offer)
  })
})
