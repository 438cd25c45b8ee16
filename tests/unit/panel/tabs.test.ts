import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { askForTabNames, listTabs } from '../../../lib/panel/tabs'

type Granted = { origins: string[]; permissions: string[] }

function world(tabs: object[], granted: Granted, optional = ['tabs', 'favicon']): void {
  vi.spyOn(browser.runtime, 'getManifest').mockReturnValue({ optional_permissions: optional } as never)
  vi.spyOn(browser.runtime, 'getURL').mockReturnValue('chrome-extension://gloss/')
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

  it('have the icons that the browser has, once they may be shown', async () => {
    const tabs = [
      { id: 1, url: 'https://a.example/x?y=1', title: 'A', favIconUrl: 'https://cdn.example/i.png' },
      { id: 2, url: 'https://b.example/', title: 'B' },
    ]
    world(tabs, { origins: [], permissions: ['tabs', 'favicon'] })
    const listed = await listTabs(undefined)
    expect(listed.tabs.map(({ icon }) => icon)).toEqual([
      'chrome-extension://gloss/_favicon/?pageUrl=https%3A%2F%2Fa.example%2Fx%3Fy%3D1&size=32',
      undefined,
    ])
    // Where there is no such permission nothing may be asked about it.
    world(tabs, { origins: [], permissions: ['tabs', 'favicon'] }, ['tabs'])
    expect((await listTabs(undefined)).tabs.flatMap(({ icon }) => icon ?? [])).toEqual([])
  })

  it.each([
    [
      ['notifications', 'tabs', 'favicon'],
      ['tabs', 'favicon'],
    ],
    [['notifications', 'tabs'], ['tabs']],
  ])('are asked for together with their icons, where %j may be asked for', async (optional, asked) => {
    world([], { origins: [], permissions: [] }, optional)
    const request = vi.spyOn(browser.permissions, 'request').mockResolvedValue(true as never)
    expect(await askForTabNames()).toBe(true)
    expect(request).toHaveBeenCalledExactlyOnceWith({ permissions: asked })
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
