import { afterEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { readPageOrPdf } from '../../../../lib/page/pdf/read-pdf-tab'
import { linesOfPage, pdfFile } from '../../../helpers/pdf-file'

const url = 'https://books.example/On%20margins.pdf'
const options = {
  signal: new AbortController().signal,
  askPassword: () => Promise.resolve(null),
  onProgress: () => undefined,
}

type Tab = { page: unknown; contentType?: string; pdf?: unknown }

/** A tab that answers each injection as it is told, and what was run in it. */
function tabThat({ page, contentType = 'application/pdf', pdf }: Tab): string[] {
  const ran: string[] = []
  vi.spyOn(browser.tabs, 'get').mockResolvedValue({ id: 7, url, title: '' } as never)
  vi.spyOn(browser.scripting, 'executeScript').mockImplementation(((injection: { files?: string[] }) => {
    const what = injection.files?.[0] ?? 'type'
    ran.push(what)
    const results: Record<string, unknown> = { '/extract-page.js': page, type: contentType, '/extract-pdf.js': pdf }
    return Promise.resolve([{ frameId: 0, result: results[what] }])
  }) as never)
  return ran
}

const refused = { ok: false, reason: 'pdf', message: '' }

describe('what a tab shows', () => {
  afterEach(() => void vi.restoreAllMocks())

  it('is read as a page, and nothing else is run in it', async () => {
    const ran = tabThat({ page: { ok: true, value: { url, title: 'A page', text: 'Words.' } } })
    expect(await readPageOrPdf(7, options)).toMatchObject({ kind: 'page', text: 'Words.' })
    expect(ran).toEqual(['/extract-page.js'])
  })

  it('is read as a PDF where it is one, under the name of its file', async () => {
    const data = Buffer.from(pdfFile([linesOfPage(['Of margins.'])])).toString('base64')
    tabThat({ page: refused, pdf: { kind: 'pdf', data, url, title: '' } })
    expect(await readPageOrPdf(7, options)).toMatchObject({
      kind: 'pdf',
      title: 'On margins.pdf',
      url,
      tabId: 7,
      text: '## Page 1\n\nOf margins.',
      places: [{ from: 0, page: 1 }],
    })
  })

  it.each([
    ['refused', /cannot be read in its tab.*drop the file/],
    ['too-large', /100 MB.*drop the file/],
  ] as const)('that gives no bytes (%s) says what helps', async (kind, sentence) => {
    tabThat({ page: refused, pdf: { kind } })
    await expect(readPageOrPdf(7, options)).rejects.toMatchObject({
      kind: 'bad-request',
      message: expect.stringMatching(sentence),
    })
  })

  it('is no PDF because a page has no text', async () => {
    const ran = tabThat({ page: { ok: false, reason: 'empty', message: '' }, contentType: 'text/html' })
    await expect(readPageOrPdf(7, options)).rejects.toThrow('There is no text on this page.')
    expect(ran).not.toContain('/extract-pdf.js')
  })

  it('is what it was found to be, whatever an answer claims', async () => {
    tabThat({ page: refused, pdf: { kind: 'pdf', data: 5 } })
    await expect(readPageOrPdf(7, options)).rejects.toThrow(/PDF/)
  })
})
