import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { browser } from 'wxt/browser'
import { chosenAction } from '../../../entrypoints/background/menus'
import { menuText } from '../../../entrypoints/background/menu-text'
import { withMovedAction } from '../../../lib/chat/action-list'
import type { QuickAction } from '../../../lib/chat/quick-action'

type Entry = { id: string; title: string; contexts: string[]; documentUrlPatterns?: string[] }

const own: QuickAction = {
  id: 'mine',
  name: 'Pros & cons, 100%s',
  slug: 'mine',
  description: '',
  template: '{{selection}}',
  icon: 'scales',
  places: ['selection', 'link'],
  waits: false,
}

/** Menus that complain, as browsers do, when an entry comes twice, and that are slow to be emptied. */
function fakeMenus() {
  let entries: Entry[] = []
  const removeAll = async () => {
    await Promise.resolve()
    entries = []
  }
  Object.assign(browser.contextMenus, { removeAll })
  vi.spyOn(browser.contextMenus, 'create').mockImplementation((entry) => {
    const { id, title, contexts } = entry as Entry
    if (entries.some((one) => one.id === id)) throw new Error(`Cannot create item with duplicate id ${id}`)
    entries.push({ ...(entry as Entry), id, title, contexts })
    return id
  })
  return { at: (place: string) => entries.filter(({ contexts }) => contexts.includes(place)) }
}

describe('the menus of the browser', () => {
  beforeEach(() => fakeBrowser.reset())

  async function installed() {
    const menus = fakeMenus()
    const made = vi.fn()
    // A worker of its own: one of another test would make its menus again, too, when the settings are written.
    vi.resetModules()
    const { keepMenus } = await import('../../../entrypoints/background/menus')
    const { changeSettings } = await import('../../../lib/settings/settings')
    keepMenus(made)
    await fakeBrowser.runtime.onInstalled.trigger({ reason: 'install', temporary: false } as never)
    await vi.waitFor(() => expect(made).toHaveBeenCalledTimes(1))
    return { menus, made, changeSettings }
  }

  it('ask first, then offer what is ready, each about its own place', async () => {
    const { menus } = await installed()
    expect(menus.at('selection')[0]?.title).toBe('Ask about selection')
    expect(menus.at('selection').map(({ title }) => title)).toContain('Translate')
    expect(menus.at('page').map(({ title }) => title)).toEqual([
      'Ask about this page',
      'Summarize this page',
      'Key points of this page',
    ])
    expect(menus.at('link').map(({ title }) => title)).toEqual(['Ask about this link'])
    expect(menus.at('image').map(({ title }) => title)).toEqual(['Ask about this image', 'Explain this image'])
  })

  it('say nothing on pages of the browser, where only a selection can be had', async () => {
    const { menus } = await installed()
    for (const place of ['page', 'link', 'image']) {
      for (const entry of menus.at(place)) expect(entry.documentUrlPatterns).toContain('https://*/*')
    }
    for (const entry of menus.at('selection')) expect(entry.documentUrlPatterns).toBeUndefined()
  })

  it('follow the reader’s actions at once, and in one order', async () => {
    const { menus, made, changeSettings } = await installed()
    await changeSettings((all) => ({
      ...all,
      quickActions: withMovedAction({ own: [own], changed: { explain: { hidden: true } }, order: [] }, 'mine', -100),
    }))
    await vi.waitFor(() => expect(made).toHaveBeenCalledTimes(2))
    expect(menus.at('selection')[0]?.title).toBe('Pros && cons, 100%%s')
    expect(menus.at('link').map(({ title }) => title)).toEqual(['Pros && cons, 100%%s', 'Ask about this link'])
    expect(menus.at('selection').map(({ title }) => title)).not.toContain('Explain')
    await changeSettings((all) => ({ ...all, language: 'fr' }))
    await changeSettings((all) => ({ ...all, quickActions: { own: [], changed: {}, order: [] } }))
    await vi.waitFor(() => expect(made).toHaveBeenCalledTimes(3))
    expect(menus.at('link').map(({ title }) => title)).toEqual(['Ask about this link'])
  })

  it('are made one after the other when all comes at once, and the last word counts', async () => {
    const { menus, made, changeSettings } = await installed()
    await Promise.all([
      fakeBrowser.runtime.onInstalled.trigger({ reason: 'update', temporary: false } as never),
      fakeBrowser.runtime.onStartup.trigger(),
      changeSettings((all) => ({ ...all, quickActions: { ...all.quickActions, own: [own] } })),
    ])
    await vi.waitFor(() => expect(made).toHaveBeenCalledTimes(4))
    expect(menus.at('link').map(({ id }) => id)).toEqual(['action:link:ask', 'action:link:mine'])
  })

  it('keep the toolbar button’s own entries', async () => {
    const { menus } = await installed()
    expect(menus.at('action').map(({ id }) => id)).toEqual(['stop-all', 'show-unseen'])
  })
})

describe('an entry', () => {
  it('tells its place and its action, whatever that is called', () => {
    expect(chosenAction('action:link:a:b')).toEqual({ place: 'link', actionId: 'a:b' })
    for (const id of ['stop-all', 'action:moon:a', 7]) expect(chosenAction(id)).toBeUndefined()
  })

  it('is shortened before it is written for the menu, so that no sign is cut in two', () => {
    expect(menuText('&'.repeat(20), 10)).toBe(`${'&&'.repeat(9)}…`)
  })
})
