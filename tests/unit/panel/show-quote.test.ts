import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { browser, type Browser } from 'wxt/browser'
import type { Attachment } from '../../../lib/chat/attachment'
import type { LightRequest } from '../../../lib/chat/quote'
import * as running from '../../../lib/page/run-in-tab'
import { clearQuote, showQuote } from '../../../lib/panel/show-quote'

vi.mock(import('../../../lib/page/run-in-tab'))

type Tab = Partial<Browser.tabs.Tab> & { id: number }

const url = 'https://a.example/page?x=1'
const needles = [{ text: 'thefirsthand', before: '', after: '' }]
const attachment = (facts: Partial<Attachment> = {}): Attachment => ({
  id: 'a',
  kind: 'page',
  url,
  title: '',
  capturedAt: 0,
  text: 'The first hand',
  hash: '',
  ...facts,
})

let tabs: Tab[]
let granted: boolean
let asked: { tabId: number; request: LightRequest; allFrames: boolean }[]
/** What the top frame and all frames say. */
let answers: { top: unknown; frames: unknown }

beforeEach(async () => {
  // The light of the test before.
  vi.mocked(running.runInTab).mockResolvedValue([])
  await clearQuote()
  tabs = []
  granted = true
  asked = []
  answers = { top: 'shown', frames: 'absent' }
  const listeners = new Set<(id: number, change: { url?: string }) => void>()
  vi.spyOn(browser.tabs.onUpdated, 'addListener').mockImplementation((listener) => {
    listeners.add(listener as (id: number, change: { url?: string }) => void)
  })
  vi.spyOn(browser.tabs, 'update').mockImplementation(((id: number, { url: address }: { url?: string }) => {
    if (address !== undefined) for (const listener of listeners) listener(id, { url: address })
    return Promise.resolve()
  }) as never)
  Object.assign(browser.tabs, {
    reload: vi.fn(() => Promise.resolve()),
    query: () => Promise.resolve(tabs),
    get: (id: number) => Promise.resolve({ status: 'complete', ...tabs.find((tab) => tab.id === id) }),
    create: vi.fn((properties: { url: string }) => {
      const tab = { id: 90, windowId: 1, active: true, ...properties }
      tabs.push(tab)
      return Promise.resolve(tab)
    }),
  })
  vi.spyOn(browser.windows, 'getCurrent').mockResolvedValue({ id: 1 } as never)
  vi.spyOn(browser.windows, 'update').mockResolvedValue({} as never)
  Object.assign(browser.permissions, { contains: () => Promise.resolve(granted) })
  Object.assign(browser, { scripting: { insertCSS: vi.fn(() => Promise.resolve()) } })
  vi.mocked(running.runInTab).mockImplementation((tabId, script, options) => {
    const allFrames = options?.frames === 'all'
    if (!('args' in script)) return Promise.resolve([])
    asked.push({ tabId, request: (script.args as [LightRequest])[0], allFrames })
    return Promise.resolve([{ frameId: 0, result: allFrames ? answers.frames : answers.top }])
  })
})

afterEach(() => vi.restoreAllMocks())

describe('a quote leads', () => {
  it('to the tab it was read in', async () => {
    tabs = [
      { id: 3, windowId: 1, url },
      { id: 7, windowId: 1, url: `${url}#part` },
    ]
    expect(await showQuote(attachment({ tabId: 7 }), { attachmentId: 'a', needles })).toBe('shown')
    expect(browser.tabs.update).toHaveBeenCalledWith(7, { active: true })
    expect(browser.windows.update).not.toHaveBeenCalled()
    expect(asked).toEqual([{ tabId: 7, request: { needles, patienceMs: 0 }, allFrames: false }])
  })

  it('to another tab with that page when that tab has gone elsewhere', async () => {
    tabs = [
      { id: 7, windowId: 1, url: 'https://b.example/' },
      { id: 8, windowId: 2, url },
      { id: 9, windowId: 1, url },
    ]
    await showQuote(attachment({ tabId: 7 }), { attachmentId: 'a', needles })
    expect(asked[0]?.tabId).toBe(9)
  })

  it('to another window, which then comes to the front', async () => {
    tabs = [{ id: 8, windowId: 2, url }]
    await showQuote(attachment(), { attachmentId: 'a', needles })
    expect(browser.windows.update).toHaveBeenCalledWith(2, { focused: true })
  })

  it('to the page opened again, whose words may take a while', async () => {
    tabs = [{ id: 8, windowId: 2, url: 'https://a.example/other' }]
    expect(await showQuote(attachment(), { attachmentId: 'a', needles })).toBe('shown')
    expect(browser.tabs.create).toHaveBeenCalledWith({ url, active: true })
    expect(asked[0]).toMatchObject({ tabId: 90, request: { patienceMs: 5_000 } })
  })

  it('to the frame that has it', async () => {
    tabs = [{ id: 8, windowId: 1, url }]
    answers = { top: 'absent', frames: 'shown' }
    expect(await showQuote(attachment(), { attachmentId: 'a', needles })).toBe('shown')
    expect(asked.map(({ allFrames }) => allFrames)).toEqual([false, true])
  })

  it('to the second of a video', async () => {
    tabs = [{ id: 8, windowId: 1, url }]
    await showQuote(attachment({ kind: 'transcript' }), { attachmentId: 'a', needles, seconds: 61 })
    expect(asked[0]?.request).toEqual({ seconds: 61 })
  })

  it('to the page of a PDF, without looking into it', async () => {
    const pdf = attachment({ kind: 'pdf', url: 'https://a.example/paper.pdf', tabId: 8 })
    expect(await showQuote(pdf, { attachmentId: 'a', needles, page: 7 })).toBe('shown')
    expect(browser.tabs.create).toHaveBeenCalledWith({ url: 'https://a.example/paper.pdf#page=7', active: true })
    tabs = [{ id: 8, windowId: 1, url: 'https://a.example/paper.pdf#page=2' }]
    await showQuote(pdf, { attachmentId: 'a', needles, page: 9 })
    expect(browser.tabs.update).toHaveBeenCalledWith(8, { url: 'https://a.example/paper.pdf#page=9' })
    expect(browser.tabs.reload).toHaveBeenCalledWith(8)
    expect(asked).toEqual([])
  })

  it('to the same page of a PDF again', async () => {
    const pdf = attachment({ kind: 'pdf', url: 'https://a.example/paper.pdf', tabId: 8 })
    tabs = [{ id: 8, windowId: 1, url: 'https://a.example/paper.pdf#page=7' }]
    await showQuote(pdf, { attachmentId: 'a', needles, page: 7 })
    expect(browser.tabs.reload).toHaveBeenCalledTimes(1)
    expect(browser.tabs.update).toHaveBeenCalledWith(8, { active: true })
  })

  it('to the text that was read, where there is no page', async () => {
    expect(await showQuote(attachment({ kind: 'file', url: '' }), { attachmentId: 'a', needles })).toBe('text')
    expect(await showQuote(attachment({ kind: 'pdf', url: '' }), { attachmentId: 'a', needles, page: 2 })).toBe('text')
    expect(await showQuote(attachment({ url: 'file:///home/a.html' }), { attachmentId: 'a', needles })).toBe('text')
  })

  it('nowhere when the page does not hold it any more', async () => {
    tabs = [{ id: 8, windowId: 1, url }]
    answers = { top: 'absent', frames: 'absent' }
    expect(await showQuote(attachment(), { attachmentId: 'a', needles })).toBe('changed')
  })

  it('nowhere before Gloss may look at that site', async () => {
    tabs = [{ id: 7, windowId: 1 }]
    granted = false
    await expect(showQuote(attachment({ tabId: 7 }), { attachmentId: 'a', needles })).rejects.toMatchObject({
      info: { kind: 'permission', originPattern: 'https://a.example/*' },
    })
    expect(browser.tabs.create).not.toHaveBeenCalled()
  })
})

describe('the light', () => {
  it('goes out where it was when another quote is shown', async () => {
    tabs = [
      { id: 7, windowId: 1, url },
      { id: 8, windowId: 1, url: 'https://b.example/' },
    ]
    await showQuote(attachment(), { attachmentId: 'a', needles })
    await showQuote(attachment({ url: 'https://b.example/' }), { attachmentId: 'a', needles })
    expect(asked.map(({ tabId, request }) => [tabId, 'clear' in request])).toEqual([
      [7, false],
      [7, true],
      [8, false],
    ])
  })

  it('may be gone with its tab', async () => {
    tabs = [{ id: 7, windowId: 1, url }]
    await showQuote(attachment(), { attachmentId: 'a', needles })
    vi.mocked(running.runInTab).mockRejectedValue(new Error('No tab with id: 7.'))
    await expect(clearQuote()).resolves.toBeUndefined()
  })
})
