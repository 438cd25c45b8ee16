import { beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { isOwnPage, type Sender } from '../../../entrypoints/background/sender'

const origin = 'chrome-extension://gloss'
const own = { id: 'gloss', origin }

describe('isOwnPage', () => {
  beforeEach(() => {
    Object.assign(browser.runtime, { id: 'gloss' })
    vi.spyOn(browser.runtime, 'getURL').mockImplementation((path: string) => origin + path)
  })

  // The shapes are those that Chromium really sends.
  const trusted: [string, Sender][] = [
    ['the side panel', { ...own, url: `${origin}/sidepanel.html` }],
    ['the panel in a tab', { ...own, url: `${origin}/sidepanel.html?tab=7`, frameId: 0 }],
    ['the options page', { ...own, url: `${origin}/options.html#providers`, frameId: 0 }],
    ['a page in Firefox, which tells no origin', { id: 'gloss', url: `${origin}/sidepanel.html` }],
  ]
  const refused: [string, Sender | undefined][] = [
    ['nobody', undefined],
    ['a content script', { id: 'gloss', origin: 'https://example.org', url: 'https://example.org/', frameId: 0 }],
    ['our page inside a website’s frame', { ...own, url: `${origin}/sidepanel.html`, frameId: 3 }],
    [
      'another extension',
      { id: 'other', origin: 'chrome-extension://other', url: 'chrome-extension://other/sidepanel.html' },
    ],
    ['a sandboxed frame', { id: 'gloss', origin: 'null', url: `${origin}/sidepanel.html` }],
    ['a page of ours that is none of the two', { ...own, url: `${origin}/sample.html` }],
    ['a website with a fitting path', { id: 'gloss', url: 'https://example.org/sidepanel.html' }],
    ['a path that only begins alike', { ...own, url: `${origin}/sidepanel.html/x` }],
    ['no address', own],
    ['an address that is none', { ...own, url: 'sidepanel.html' }],
  ]

  it.each(trusted)('trusts %s', (_, sender) => expect(isOwnPage(sender)).toBe(true))
  it.each(refused)('refuses %s', (_, sender) => expect(isOwnPage(sender)).toBe(false))
})
