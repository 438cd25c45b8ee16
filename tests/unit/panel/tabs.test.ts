import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { listTabs } from '../../../lib/panel/tabs'

type Granted = { origins: string[]; permissions: string[] }

function world(tabs: object[], granted: Granted): void {
  vi.spyOn(browser.tabs, 'query').mockResolvedValue(tabs as never)
  // oxlint-disable-next-line typescript/no-misused-promises -- the types know the form with a callback too
  vi.spyOn(browser.permissions, 'contains').mockImplementation(({ origins = [], permissions = [] }) =>
    Promise.resolve(
      origins.every((origin) => granted.origins.includes(origin)) &&
        permissions.every((permission) => granted.permissions.includes(permission)),
    ),
  )
}

describe('open tabs', () => {
  beforeEach(() => void vi.restoreAllMocks())
  afterEach(() => void vi.restoreAllMocks())

  it('are listed by last use, the current one at the end, with what must be granted', async () => {
    world(
      [
        { id: 1, url: 'https://a.example/', title: 'A', lastAccessed: 30 },
        { id: 2, url: 'https://www.b.example/x', title: 'B', lastAccessed: 10, favIconUrl: 'https://b.example/i.png' },
        { id: 3, url: 'https://c.example/', title: '', lastAccessed: 20, favIconUrl: 'data:image/png;base64,AA' },
      ],
      { origins: ['https://a.example/*', 'https://c.example/*'], permissions: ['tabs'] },
    )
    const { tabs, namesHidden } = await listTabs(1)
    expect(tabs.map(({ id }) => id)).toEqual([3, 2, 1])
    expect(tabs[0]).toMatchObject({ title: 'https://c.example/', icon: 'data:image/png;base64,AA' })
    // A list must not load anything.
    expect(tabs[1]).not.toHaveProperty('icon')
    expect(tabs[1]).toMatchObject({ site: 'b.example', needs: 'https://www.b.example/*' })
    expect(tabs[2]).toMatchObject({ isCurrent: true })
    expect(tabs[2]).not.toHaveProperty('needs')
    expect(namesHidden).toBe(false)
  })

  it('leave out what no extension may read, and say when names are hidden', async () => {
    const closed = ['chrome://settings/', 'https://chromewebstore.google.com/x', 'chrome-extension://abc/options.html']
    const tabs = [...closed.map((url, id) => ({ id, url, title: url })), { id: 9 }]
    world(tabs, { origins: [], permissions: [] })
    expect(await listTabs(undefined)).toEqual({ tabs: [], namesHidden: true })
    world(tabs, { origins: [], permissions: ['tabs'] })
    expect((await listTabs(undefined)).namesHidden).toBe(false)
  })
})
