import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { parseHTML } from 'linkedom'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { exportConversations } from '../../../lib/transfer/export'
import { fileName } from '../../../lib/transfer/file-name'
import { conversationHtml, htmlEnd, htmlStart } from '../../../lib/transfer/html'
import { conversationMarkdown } from '../../../lib/transfer/markdown'
import { freshStores } from '../../helpers/database'
import { message } from '../../helpers/messages'
import { branched, exported, loadHtmlWriter, now, snapshot, store, toHtml } from '../../helpers/transfer'

beforeEach(freshStores)
afterEach(() => vi.restoreAllMocks())

const withText = { withAttachments: true }

describe('markdown', () => {
  it('has the shown path, who wrote it, and what was attached', () => {
    // The time of whoever reads it, wherever that is.
    const at = new Date(2026, 10, 20, 9, 5).getTime()
    const { conversation, messages, attachments } = branched()
    const bundle = {
      conversation,
      messages: messages.map((one) => ({ ...one, createdAt: at })),
      attachments: attachments.map((one) => ({ ...one, capturedAt: at })),
    }
    const text = conversationMarkdown(bundle, withText)
    expect(text).toBe(`# Margins

## You · 2026-11-20 09:05

> Page: A page <https://example.org/page> (2026-11-20 09:05)

\`\`\`text
The text of the page.
\`\`\`

Why?

## small · 2026-11-20 09:05

Because.

## You · 2026-11-20 09:05

And **then**?
`)
    expect(conversationMarkdown(branched(), { withAttachments: false })).not.toContain('The text of the page.')
  })

  it('fences a page that holds fences, and says how an answer ended', () => {
    const { conversation, messages, attachments } = branched('c', { leafId: 'c-a2' })
    const page = attachments.map((one) => ({ ...one, text: 'before\n````\nafter' }))
    const text = conversationMarkdown({ conversation, messages, attachments: page }, withText)
    expect(text).toContain('`````text\nbefore\n````\nafter\n`````')
    expect(text).toContain('For a reason.\n\n_Stopped._')
  })
})

describe('a web page', () => {
  it('shows structure, and has no script, nothing from elsewhere and a direction for every paragraph', () => {
    const { conversation, messages } = branched('c', { leafId: 'c-a1' })
    const source =
      '# Head\n\nOne **bold** `a<b>` line\nand another\n\n- first\n  more\n- second\n\n2. two\n3. three\n\n> said\n\n```html\n<script>alert(1)</script>\n```\n\n| a | b |\n| - | - |\n| *c* | d |\n\n- [x] outer\n  1. inner\n\n     ```js\n     deep()\n     ```\n\n[link](https://example.org/?a=1&b=2) [bad](javascript:alert(1)) ~~gone~~ $x^2$'
    const told = messages.map((one) =>
      one.id === 'c-a1' ? { ...one, parts: [{ type: 'text' as const, text: source }] } : one,
    )
    const html =
      htmlStart('x') + conversationHtml({ conversation, messages: told, attachments: [] }, true, toHtml) + htmlEnd
    const { document } = parseHTML(html)
    const answer = document.querySelector('.answer')
    expect(answer?.querySelector('h3')?.textContent).toBe('Head')
    expect(answer?.querySelector('strong')?.textContent).toBe('bold')
    expect([...(answer?.querySelectorAll('code') ?? [])].map(({ textContent }) => textContent)).toEqual([
      'a<b>',
      '<script>alert(1)</script>',
      'deep()',
      '$x^2$',
    ])
    expect([...(answer?.querySelectorAll('tr') ?? [])].map(({ innerHTML }) => innerHTML)).toEqual([
      '<th dir="auto">a</th><th dir="auto">b</th>',
      '<td dir="auto"><em>c</em></td><td dir="auto">d</td>',
    ])
    expect(answer?.querySelector('ul > li > ol > li pre')?.textContent).toBe('deep()')
    expect(answer?.querySelector('del')?.textContent).toBe('gone')
    expect([...(answer?.querySelectorAll('li') ?? [])].map(({ textContent }) => textContent)).toEqual([
      'first\nmore',
      'second',
      'two',
      'three',
      '☑ outer\ninner\ndeep()',
      'inner\ndeep()',
    ])
    expect(answer?.querySelector('ol')?.getAttribute('start')).toBe('2')
    expect([...(answer?.querySelectorAll('a') ?? [])].map((link) => link.getAttribute('href'))).toEqual([
      'https://example.org/?a=1&b=2',
    ])
    expect(document.querySelectorAll('script, img, link, iframe')).toHaveLength(0)
    expect([...document.querySelectorAll('p')].every((paragraph) => paragraph.getAttribute('dir') === 'auto')).toBe(
      true,
    )
    expect(document.querySelector('meta[http-equiv]')?.getAttribute('content')).toContain("default-src 'none'")
  })

  it('never makes an element of what stands in a conversation', async () => {
    const allowed = new Set(
      'HTML HEAD META TITLE STYLE BODY ARTICLE H1 H2 H3 H4 H5 H6 P DIV BR HR STRONG EM A CODE PRE UL OL LI BLOCKQUOTE DETAILS SUMMARY TABLE THEAD TBODY TR TH TD'.split(
        ' ',
      ),
    )
    const nasty = fc
      .array(
        fc.constantFrom(
          '<script>',
          '"',
          "'",
          '>',
          '<img src=x onerror=y>',
          '`',
          '```\n',
          '**',
          '[a](https://b.example/"onclick=z)',
          '](',
          '\n',
          '- ',
          '1. ',
          '> ',
          '# ',
          '|',
          '&lt;',
          'javascript:',
          '</style>',
          'x',
          '\ud800',
        ),
      )
      .map((parts) => parts.join(''))
    await fc.assert(
      fc.asyncProperty(nasty, nasty, nasty, async (title, text, url) => {
        await freshStores()
        const { conversation } = branched('c', { title, leafId: 'a' })
        const messages = [
          message({
            id: 'q',
            conversationId: 'c',
            role: 'user',
            status: 'complete',
            parts: [{ type: 'text', text }],
            attachmentIds: ['p'],
          }),
          message({
            id: 'a',
            conversationId: 'c',
            parentId: 'q',
            status: 'complete',
            model: title,
            parts: [{ type: 'text', text }],
          }),
        ]
        await store({
          conversation,
          messages,
          attachments: [snapshot({ id: 'p', url: `https://a.example/${url}`, title: text, text: `x${text}` })],
        })
        const { document } = parseHTML(await exported({ format: 'html' }))
        for (const element of document.querySelectorAll('*')) {
          expect(allowed).toContain(element.tagName)
          for (const { name } of element.attributes) {
            expect(['dir', 'class', 'href', 'rel', 'start', 'charset', 'content', 'name', 'http-equiv']).toContain(name)
          }
          if (element.tagName === 'A') expect(element.getAttribute('href')).toMatch(/^https?:/)
        }
      }),
      { numRuns: 150 },
    )
  }, 60_000)

  it.each(['`', '*', '[', '- ', '> ', '(', '** a ** ', '![](', '#'])(
    'takes no longer per character for many of %j',
    (part) => {
      const measure = (times: number) => {
        const started = performance.now()
        toHtml(part.repeat(times))
        return performance.now() - started
      }
      measure(1_000)
      expect(measure(40_000)).toBeLessThan(2_000)
    },
  )
})

describe('a file', () => {
  it.each([
    ['Why margins?', 'Why margins.md'],
    ['a/b\\c:d*e"f<g>h|i', 'a b c d e f g h i.md'],
    ['..', 'gloss-2026-11-20.md'],
    ['\u202egnp.exe', 'gnp.exe.md'],
    ['', 'gloss-2026-11-20.md'],
    ['🜁'.repeat(100), `${'🜁'.repeat(80)}.md`],
  ])('named %j can lie on any disk', (title, name) => {
    expect(fileName('markdown', now, title)).toBe(name)
  })

  it('that the browser cannot keep is reported, and changes nothing', async () => {
    await store(branched())
    vi.spyOn(Blob.prototype, 'arrayBuffer').mockRejectedValue(new DOMException('Gone.', 'NotReadableError'))
    await expect(exported()).rejects.toMatchObject({
      info: { kind: 'storage-full', message: expect.stringContaining('Nothing of yours was changed') },
    })
  })

  it('can be cancelled, and says how far it is', async () => {
    await store(branched('one'), branched('two'))
    const control = new AbortController()
    const seen: number[] = []
    const onProgress = ({ done, total }: { done: number; total: number }) => {
      seen.push(done, total)
      if (done === 1) control.abort()
    }
    const choices = { format: 'backup', withAttachments: true, withSettings: false } as const
    await expect(
      exportConversations(choices, { gloss: '1', now, loadHtmlWriter, signal: control.signal, onProgress }),
    ).rejects.toThrow(/abort/)
    expect(seen).toEqual([0, 2, 1, 2])
  })
})
