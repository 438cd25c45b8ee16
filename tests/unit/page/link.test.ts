import { beforeEach, describe, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { browser } from 'wxt/browser'
import { readLink } from '../../../lib/page/link'

/** A tab whose page gives these words for a link, or none. */
async function tabWith(words: string | undefined): Promise<number> {
  const tab = await fakeBrowser.tabs.create({ url: 'https://example.org/page' })
  const executeScript = async () => {
    if (words === undefined) throw new Error('Cannot access contents of the page.')
    return [{ frameId: 0, result: words }]
  }
  Object.assign(browser.scripting, { executeScript })
  return tab.id ?? -1
}
const url = 'https://elsewhere.example/secret?token=1'

describe('readLink', () => {
  beforeEach(() => fakeBrowser.reset())

  it('takes the words and the address, says that nothing else was read, and stands for the page it was on', async () => {
    const tabId = await tabWith('The oldest glosses')
    const snapshot = await readLink(tabId, { url })
    expect(snapshot).toMatchObject({
      kind: 'selection',
      url: 'https://example.org/page',
      title: 'The oldest glosses',
      tabId,
    })
    expect(snapshot.text).toContain('The words of a link: The oldest glosses')
    expect(snapshot.text).toContain(`The address that it leads to: ${url}`)
    expect(snapshot.text).toContain('The page behind it was not read.')
  })

  it('believes the menu where that tells the words', async () => {
    const tabId = await tabWith('Other words')
    expect((await readLink(tabId, { url, words: ' From the menu ' })).title).toBe('From the menu')
  })

  it('has the address where the page is closed', async () => {
    const snapshot = await readLink(await tabWith(undefined), { url })
    expect(snapshot.title).toBe('elsewhere.example')
    expect(snapshot.text).not.toContain('The words of a link')
  })
})
