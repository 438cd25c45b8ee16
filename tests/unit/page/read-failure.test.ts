import { describe, expect, it } from 'vitest'
import { injectionFailure, originPatternOf, restriction } from '../../../lib/page/read-failure'

const needsPermission =
  'Cannot access contents of the page. Extension manifest must request permission to access the respective host.'

describe('injectionFailure', () => {
  it.each([
    [needsPermission, undefined, 'permission', /its button in the toolbar or its shortcut/],
    ['Missing host permission for the tab', undefined, 'permission', /button in the toolbar/],
    ['Cannot access a chrome:// URL', undefined, 'permission', /its own pages/],
    ['Cannot access contents of url "about:blank".', undefined, 'permission', /its own pages/],
    ['Cannot access a chrome-extension:// URL of different extension', undefined, 'permission', /its own pages/],
    ['The extensions gallery cannot be scripted.', undefined, 'permission', /extension store/],
    ['This page cannot be scripted due to an ExtensionsSettings policy.', undefined, 'permission', /organisation/],
    ['Cannot access contents of url "file:///home/me/a.html".', undefined, 'permission', /file URLs/],
    ['Frame with ID 0 is showing error page', undefined, 'bad-request', /did not load/],
    ['Frame with ID 0 was removed.', undefined, 'bad-request', /closed/],
    ['No tab with id: 12', undefined, 'bad-request', /closed/],
    [needsPermission, 'chrome://settings', 'permission', /its own pages/],
    [needsPermission, 'https://chromewebstore.google.com/detail/x', 'permission', /extension store/],
    [needsPermission, 'data:text/html,x', 'permission', /web pages only/],
    ['Something new', undefined, 'bad-request', /could not read/],
  ])('%s (at %s) is %s', (words, url, kind, sentence) => {
    const error = injectionFailure(new Error(words), url === undefined ? {} : { url })
    expect(error.kind).toBe(kind)
    expect(error.message).toMatch(sentence)
    expect(error.info.detail).toBe(words)
  })

  it('names the origin that a grant would open, where it is known', () => {
    const error = injectionFailure(new Error(needsPermission), { url: 'https://press.example:8443/a?b' })
    expect(error.info.originPattern).toBe('https://press.example/*')
    expect(injectionFailure(new Error(needsPermission), {}).info.originPattern).toBeUndefined()
  })
})

describe('restriction', () => {
  it.each([
    ['https://press.example/', false],
    ['http://localhost:8080/', false],
    ['file:///a.html', false],
    [undefined, false],
    ['chrome://newtab/', true],
    ['about:blank', true],
    ['moz-extension://abc/sidepanel.html', true],
    ['view-source:https://press.example/', true],
    ['https://addons.mozilla.org/en-US/', true],
    ['https://chrome.google.com/webstore/detail/x', true],
    ['https://chrome.google.com/', false],
  ])('%s: %s', (url, restricted) => {
    expect(restriction(url) !== undefined).toBe(restricted)
  })

  it('never asks for what cannot be granted', () => {
    expect(originPatternOf('file:///a.html')).toBeUndefined()
    expect(originPatternOf('chrome://newtab/')).toBeUndefined()
  })
})
