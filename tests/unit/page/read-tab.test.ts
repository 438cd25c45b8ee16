import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { describeTab, readPage, readSelection } from '../../../lib/page/read-tab'

type Injection = { target: { frameIds?: number[]; allFrames?: boolean }; files: string[] }
type Answer = unknown

const url = 'https://press.example/page'
const page = { url, title: 'Press', text: '# Press\n\nwords', language: 'en' }
const selection = { url, title: 'Press', text: 'some words', plain: 'some words', context: { heading: 'Press' } }
const nothing = { ok: false, reason: 'nothing-selected', message: '' }

const injections: Injection[] = []

/** Stands in for the browser: what each frame's script returns, or the error that it rejects with. */
function answers(reply: (injection: Injection) => Answer[] | Promise<Answer[]>) {
  const execute = async (injection: Injection) => {
    injections.push(injection)
    return (await reply(injection)).map((result, frameId) => ({ frameId, documentId: '', result }))
  }
  Object.assign(browser, { scripting: { executeScript: execute } })
}

const rejects = (words: string) => () => Promise.reject(new Error(words))

beforeEach(() => {
  injections.length = 0
  vi.spyOn(browser.tabs, 'get').mockResolvedValue({ id: 1, url, title: 'Press, tab' } as never)
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

describe('readPage', () => {
  it('pins what the top frame says', async () => {
    answers(() => [{ ok: true, value: page }])
    const snapshot = await readPage(1)
    expect(snapshot).toMatchObject({ ...page, kind: 'page' })
    expect(snapshot.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(injections).toMatchObject([
      { target: { tabId: 1, frameIds: [0] }, files: ['/extract-page.js'], injectImmediately: true },
    ])
  })

  it.each<[string, Answer, string, RegExp]>([
    ['a PDF', { ok: false, reason: 'pdf', message: '' }, 'bad-request', /PDF viewer/],
    ['an empty page', { ok: false, reason: 'empty', message: '' }, 'bad-request', /no text/],
    ['a page that broke our script', { ok: false, reason: 'failed', message: 'odd' }, 'bad-response', /make sense/],
    ['a script that threw', null, 'bad-response', /does not understand/],
    ['a text that is none', { ok: true, value: { ...page, text: 12 } }, 'bad-response', /does not understand/],
    [
      'a text beyond the cap',
      { ok: true, value: { ...page, text: 'x'.repeat(500_000) } },
      'bad-response',
      /not underst/,
    ],
    ['a count below zero', { ok: true, value: { ...page, hiddenCharacters: -1 } }, 'bad-response', /not understand/],
  ])('tells of %s', async (_name, answer, kind, sentence) => {
    answers(() => [answer])
    await expect(readPage(1)).rejects.toMatchObject({ kind, message: expect.stringMatching(sentence) })
  })

  it('reads everything visible on request, and remembers the tab', async () => {
    answers(() => [{ ok: true, value: { ...page, hiddenCharacters: 3, hiddenText: 'pst' } }])
    const snapshot = await readPage(7, { scope: 'visible' })
    expect(snapshot).toMatchObject({ scope: 'visible', tabId: 7, hiddenText: 'pst' })
    expect(injections).toMatchObject([{ files: ['/extract-visible.js'] }])
    expect(await readPage(7)).not.toHaveProperty('scope')
  })

  it('refuses the text of a site that the tab went to meanwhile', async () => {
    answers(() => [{ ok: true, value: { ...page, url: 'https://elsewhere.example/' } }])
    await expect(readPage(1)).rejects.toMatchObject({ message: expect.stringMatching(/left the page/) })
  })

  it('drops what the page adds to its answer', async () => {
    answers(() => [{ ok: true, value: { ...page, id: 'mine', kind: 'selection' } }])
    const snapshot = await readPage(1)
    expect(snapshot.kind).toBe('page')
    expect(snapshot).not.toHaveProperty('id')
  })

  it.each<[string, { tabs: boolean; site: boolean }, RegExp, boolean]>([
    ['a PDF on a site that is open', { tabs: false, site: true }, /PDF viewer: save this PDF/, false],
    ['a PDF of a tab that Gloss was called on', { tabs: false, site: false }, /PDF viewer: save this PDF/, false],
    [
      'a PDF on a site that is not, of a tab whose name is known',
      { tabs: true, site: false },
      /press its button in the toolbar/,
      true,
    ],
  ])('says what helps where Firefox keeps %s to itself', async (_name, granted, sentence, helps) => {
    vi.spyOn(browser.tabs, 'get').mockResolvedValue({ id: 1, url: 'https://press.example/a.pdf', title: 'A' } as never)
    // oxlint-disable-next-line typescript/no-misused-promises -- the types know the form with a callback too
    vi.spyOn(browser.permissions, 'contains').mockImplementation(({ permissions }) =>
      Promise.resolve(permissions ? granted.tabs : granted.site),
    )
    answers(rejects('Missing host permission for the tab'))
    const failure: unknown = await readPage(1).catch((error: unknown) => error)
    expect(failure).toMatchObject({ kind: 'permission', message: expect.stringMatching(sentence) })
    expect(JSON.stringify(failure).includes('originPattern')).toBe(helps)
  })

  it('says what to do when it has no access', async () => {
    answers(rejects('Cannot access contents of the page. Extension manifest must request permission'))
    await expect(readPage(1)).rejects.toMatchObject({
      kind: 'permission',
      info: { originPattern: 'https://press.example/*' },
    })
  })

  it('does not try where nobody may read', async () => {
    vi.spyOn(browser.tabs, 'get').mockResolvedValue({ id: 1, url: 'chrome://settings' } as never)
    answers(() => [{ ok: true, value: page }])
    await expect(readPage(1)).rejects.toMatchObject({ kind: 'permission' })
    expect(injections).toEqual([])
  })

  it('gives up on a page that does not answer', async () => {
    vi.useFakeTimers()
    answers(() => new Promise(() => {}))
    const reading = expect(readPage(1)).rejects.toMatchObject({
      kind: 'timeout',
      message: 'The page did not answer within five seconds.',
    })
    await vi.advanceTimersByTimeAsync(5_000)
    await reading
  })
})

describe('readSelection', () => {
  it('takes the top frame first', async () => {
    answers(() => [{ ok: true, value: selection }])
    expect(await readSelection(1)).toMatchObject({
      kind: 'selection',
      text: 'some words',
      context: { heading: 'Press' },
    })
    expect(injections).toHaveLength(1)
  })

  it('looks into every frame when the top frame has nothing', async () => {
    answers(({ target }) => (target.allFrames ? [nothing, null, { ok: true, value: selection }] : [nothing]))
    expect((await readSelection(1)).text).toBe('some words')
  })

  it('remembers the field that it came from, in the frame that has it', async () => {
    const place = { start: 4, text: 'some words', before: 'the ', after: '.' }
    const field = { kind: 'text', token: 't', path: [[1, 0], [2]], signature: 'textarea|||||', ...place }
    answers(({ target }) => (target.allFrames ? [nothing, { ok: true, value: { ...selection, field } }] : [nothing]))
    expect((await readSelection(1)).field).toEqual({ ...field, frameId: 1 })
  })

  it('believes no field of another shape', async () => {
    answers(() => [{ ok: true, value: { ...selection, field: { kind: 'text', path: 'body' } } }])
    await expect(readSelection(1)).rejects.toMatchObject({ kind: 'bad-response' })
  })

  it('says so when nothing is selected anywhere', async () => {
    answers(() => [nothing])
    await expect(readSelection(1)).rejects.toMatchObject({
      kind: 'bad-request',
      message: 'Nothing is selected on the page.',
    })
  })

  it('asks the frame that the menu was opened in', async () => {
    answers(({ target }) => (target.frameIds?.[0] === 7 ? [{ ok: true, value: selection }] : [nothing]))
    expect((await readSelection(1, { frameId: 7, menuText: 'some words' })).context).toEqual({ heading: 'Press' })
    expect(injections).toHaveLength(1)
  })

  it('takes the menu’s words when the page has an older selection', async () => {
    answers(() => [{ ok: true, value: selection }])
    expect((await readSelection(1, { menuText: 'words of another frame' })).text).toBe('words of another frame')
  })

  it('knows the menu’s words by their letters, whatever became of the line breaks', async () => {
    answers(() => [{ ok: true, value: { ...selection, text: '- a\n- b', plain: 'a\nb' } }])
    expect((await readSelection(1, { menuText: 'a b' })).text).toBe('- a\n- b')
  })

  it.each(['Cannot access contents of the page.', 'Frame with ID 0 was removed.', 'No tab with id: 1'])(
    'keeps the menu’s words when the page cannot be read: %s',
    async (words) => {
      answers(rejects(words))
      const snapshot = await readSelection(1, { frameId: 3, menuText: ' pass\u200Bage ' })
      expect(snapshot).toMatchObject({ kind: 'selection', text: 'passage', url, title: 'Press, tab' })
    },
  )

  it('takes no bullets for words', async () => {
    answers(() => [nothing])
    await expect(readSelection(1, { menuText: '••••••' })).rejects.toMatchObject({ kind: 'bad-request' })
  })

  it('keeps the menu’s words when even the tab is gone', async () => {
    vi.spyOn(browser.tabs, 'get').mockRejectedValue(new Error('No tab with id: 1'))
    answers(() => [nothing])
    expect(await readSelection(1, { menuText: 'passage' })).toMatchObject({ text: 'passage', url: '', title: '' })
    // The menu may know where it was opened.
    const options = { menuText: 'passage', pageUrl: url }
    expect(await readSelection(1, options)).toMatchObject({ text: 'passage', url, title: '' })
  })

  it('does not wait for every frame of a page that hangs', async () => {
    vi.useFakeTimers()
    answers(() => new Promise(() => {}))
    const reading = readSelection(1, { menuText: 'passage' })
    await vi.advanceTimersByTimeAsync(5_000)
    expect((await reading).text).toBe('passage')
    expect(injections).toHaveLength(1)
  })
})

describe('describeTab', () => {
  it('tells what may be known', async () => {
    expect(await describeTab(1)).toEqual({ url, title: 'Press, tab', restricted: false })
    vi.spyOn(browser.tabs, 'get').mockResolvedValue({ id: 1, url: 'chrome://extensions' } as never)
    expect(await describeTab(1)).toEqual({ url: 'chrome://extensions', restricted: true })
  })

  it('knows a closed page whose address is hidden by how the browser refuses', async () => {
    vi.spyOn(browser.tabs, 'get').mockResolvedValue({ id: 1 } as never)
    answers(rejects('Cannot access a chrome:// URL'))
    expect(await describeTab(1)).toEqual({ restricted: true })
    answers(rejects('Cannot access contents of the page. Extension manifest must request permission.'))
    expect(await describeTab(1)).toEqual({ restricted: false })
  })
})
