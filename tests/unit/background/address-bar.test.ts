import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { browser } from 'wxt/browser'
import { listenToAddressBar } from '../../../entrypoints/background/address-bar'
import { listPendingActions, removePendingAction } from '../../../lib/prompts/pending-action'

/** Chromium, with a panel somewhere or without, that opens one in an answer to a key in the address bar or does not. */
function chromium({ opens, panels = 0 }: { opens: boolean; panels?: number }) {
  const listeners: Record<string, (text: string) => void> = {}
  const event = (name: string) => ({ addListener: (listener: (text: string) => void) => (listeners[name] = listener) })
  const open = vi.fn(() =>
    opens ? Promise.resolve() : Promise.reject(new Error('only in response to a user gesture')),
  )
  Object.assign(browser, {
    omnibox: {
      setDefaultSuggestion: async () => undefined,
      onInputStarted: event('started'),
      onInputChanged: event('changed'),
      onInputCancelled: event('cancelled'),
      onInputEntered: event('entered'),
    },
    sidePanel: { open },
  })
  Object.assign(browser.runtime, { getContexts: async () => Array.from({ length: panels }) })
  const page = { id: 5, windowId: 3 }
  const query = vi.fn(async () => [page])
  Object.assign(browser.tabs, { query })
  const create = vi.spyOn(browser.tabs, 'create').mockResolvedValue(page as never)
  let ids = 0
  listenToAddressBar(
    () => `id-${++ids}`,
    () => 1,
  )
  const fire = (name: string, text = '') => listeners[name]?.(text)
  return { fire, open, query, create, page }
}
const waiting = async (windowId: number) => (await listPendingActions(windowId)).map((one) => 'text' in one && one.text)

describe('the address bar', () => {
  beforeEach(() => {
    vi.restoreAllMocks()
    vi.useRealTimers()
    fakeBrowser.reset()
  })

  it('asks in the window that was typed in, and opens the panel there first thing', async () => {
    const { fire, open, query, create, page } = chromium({ opens: true })
    fire('started')
    await vi.waitFor(() => expect(query).toHaveBeenCalled())
    await Promise.resolve()
    fire('entered', ' why is the sky blue ')
    expect(open).toHaveBeenCalledWith({ windowId: page.windowId })
    await vi.waitFor(async () => expect(await waiting(page.windowId)).toEqual(['why is the sky blue']))
    expect(create).not.toHaveBeenCalled()
  })

  it('opens the panel as a tab where the browser opens none', async () => {
    const { fire, create, page } = chromium({ opens: false })
    fire('started')
    fire('entered', 'why')
    await vi.waitFor(() => expect(create).toHaveBeenCalledOnce())
    expect(create.mock.calls[0]?.[0]).toMatchObject({ windowId: page.windowId })
    expect(create.mock.calls[0]?.[0].url).toContain(`/sidepanel.html?tab=${page.id}`)
    expect(await waiting(page.windowId)).toEqual(['why'])
  })

  it('opens nothing where an open panel takes the question', async () => {
    const { fire, create, page } = chromium({ opens: false, panels: 1 })
    fire('entered', 'why')
    await vi.waitFor(async () => expect(await waiting(page.windowId)).toEqual(['why']))
    await removePendingAction('id-1')
    await vi.waitFor(async () => expect(await waiting(page.windowId)).toEqual([]))
    expect(create).not.toHaveBeenCalled()
  })

  it('opens a tab after a while where the open panel is that of another window', async () => {
    const { fire, create, page } = chromium({ opens: false, panels: 1 })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    fire('entered', 'why')
    while (create.mock.calls.length === 0) await vi.advanceTimersByTimeAsync(500)
    expect(await waiting(page.windowId)).toEqual(['why'])
  })

  it('only opens the panel where nothing was asked', async () => {
    const { fire, open, page } = chromium({ opens: true })
    fire('entered', '  ')
    await vi.waitFor(() => expect(open).toHaveBeenCalled())
    expect(await waiting(page.windowId)).toEqual([])
  })
})
