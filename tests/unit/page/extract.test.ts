import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { extractPage } from '../../../lib/page/extract'
import { caps } from '../../../lib/page/page-content'
import { attributeSight, openFixture, openPage } from './open-page'

const read = (document: Document) => extractPage(document, attributeSight)

describe('extractPage on an article', () => {
  const page = read(openFixture('documentation.html'))

  it('names the page', () => {
    expect(page).toMatchObject({
      url: 'https://press.example/guide/page.html',
      title: 'Caching responses — Kiln documentation',
      language: 'en-GB',
    })
  })

  it('starts with the headline and keeps the order of headings', () => {
    expect(page.text.match(/^#+ .*/gm)).toEqual([
      '# Caching responses',
      '## Turning it on',
      '## What is stored',
      '### Before you release',
    ])
  })

  it('leaves navigation, banners, related matter and the footer out', () => {
    expect(page.text).not.toMatch(/Guide|cookies|Advertisement|Related|Kiln makers/)
  })

  it('writes code with its language in a fence that its own backticks cannot close', () => {
    expect(page.text).toContain('````ts\nexport const route = cached(60, async (request) => {\n  const rows')
    expect(page.text).toContain('// ```not a fence```\n})\n````')
  })

  it('writes a table with its caption, one line a row', () => {
    expect(page.text).toContain('Lifetimes\n\n| Kind | Seconds | Notes |\n| --- | --- | --- |\n')
    expect(page.text).toContain('| Image \\| icon | 86400 | • never stale<br>• shared |')
  })

  it('writes tasks, nested numbers, struck words, powers and indices', () => {
    expect(page.text).toContain('- [x] Measure the hit rate')
    expect(page.text).toContain('- [ ] Write down who may clear it\n  3. the person on call\n  4. the release script')
    expect(page.text).toContain('`cache.clear()` and ~~cache.reset()~~')
    expect(page.text).toContain('10⁹ bytes')
    expect(page.text).toContain('H₂O')
  })

  it('makes links absolute, and words of links that lead nowhere', () => {
    expect(page.text).toContain('[the chapter on handlers](https://press.example/guide/handlers.html?from=cache)')
    expect(page.text).toContain('Run me or [write to us](mailto:help@kiln.example)')
  })

  it('keeps what an image says, not its bytes', () => {
    expect(page.text).toContain('[image: A diagram of one cache in front of two servers]')
    expect(page.text).not.toContain('base64')
  })

  it('leaves the page as it was', () => {
    const document = openFixture('documentation.html')
    const before = document.documentElement.outerHTML
    read(document)
    expect(document.documentElement.outerHTML).toBe(before)
  })
})

describe('extractPage on the sample article', () => {
  const html = readFileSync(new URL('../../../docs/sample/index.html', import.meta.url), 'utf8')
  const { text } = read(openPage(html.replace('style="display: none"', 'hidden')))

  it('reads all of the prose', () => {
    expect(text.split(/\s+/).length).toBeGreaterThan(2_500)
    expect(text).toMatch(/^# Room at the Edge/)
    expect(text).toContain('> I have discovered a truly marvellous proof of this')
    expect(text).toContain('and has something to add.')
  })

  it('reads neither the frame of the page nor what is hidden in it', () => {
    expect(text).not.toMatch(/Subscribe|Elsewhere in this journal|sample journal|Ignore previous|Nonantola/)
  })
})

describe('extractPage on a page that is no article', () => {
  it('reads an application without its frame and its fields, through shadow roots', () => {
    const document = openFixture('application.html')
    for (const row of document.querySelectorAll('mail-row')) {
      const root = row.attachShadow({ mode: 'open' })
      const template = row.querySelector('template')
      root.innerHTML = '<b>Mail</b>: <slot></slot>'
      template?.remove()
    }
    const { text } = read(document)
    expect(text).toContain('**Mail**')
    expect(text).not.toMatch(/Compose|Inbox|Terms|typed-secret|option-secret/)
  })

  it('reads a page that is nothing but links', () => {
    const { text } = read(openPage('<body><nav><a href="/one">One</a> <a href="/two">Two</a></nav></body>'))
    expect(text).toContain('[One](https://press.example/one)')
  })

  it('is not fooled by a small article on a large page', () => {
    const posts = Array.from(
      { length: 30 },
      (_, post) => `<div><h3>Post ${post}</h3><p>${'words '.repeat(60)}</p></div>`,
    )
    const teaser = `<article><p>${'teaser '.repeat(80)}</p></article>`
    const { text } = read(openPage(`<body>${teaser}${posts.join('')}</body>`))
    expect(text).toContain('### Post 0')
    expect(text).toContain('### Post 29')
  })
})

describe('extractPage on other documents', () => {
  it('keeps a plain text as it is', () => {
    const document = openPage('<body><pre>1. It has * marks *\n   # as they are</pre></body>', {
      contentType: 'text/plain',
    })
    expect(read(document).text).toBe('1. It has * marks *\n   # as they are')
  })

  it('fences JSON', () => {
    const document = openPage('<body><pre>{"count": 3}</pre></body>', { contentType: 'application/json' })
    expect(read(document).text).toBe('```json\n{"count": 3}\n```')
  })

  it('reads the words of a picture', () => {
    const svg = '<svg><title>Page</title><style>text{}</style><text>The gloss</text></svg>'
    const document = openPage(svg, { contentType: 'image/svg+xml' })
    expect(read(document).text).toBe('Page\nThe gloss')
  })

  it('says that a PDF viewer cannot be read', () => {
    const document = openPage('<body><embed type="application/pdf"></body>', { contentType: 'application/pdf' })
    expect(() => read(document)).toThrow(expect.objectContaining({ reason: 'pdf' }))
  })

  it('says that an empty page is empty', () => {
    expect(() => read(openFixture('empty.html'))).toThrow(expect.objectContaining({ reason: 'empty' }))
  })
})

describe('extractPage on a giant', () => {
  it('ends at a paragraph within the cap and counts what it leaves out', () => {
    const paragraph = `<p>${'many words '.repeat(200)}end.</p>`
    const page = read(openPage(`<body><main>${paragraph.repeat(400)}</main></body>`))
    expect(page.text.length).toBeLessThanOrEqual(caps.pageText)
    expect(page.text.length).toBeGreaterThan(caps.pageText * 0.9)
    expect(page.text).toMatch(/end\.$/)
    expect(page.omittedCharacters).toBeGreaterThan(400_000)
  })

  it('survives a tree deeper than the stack', () => {
    const document = openPage('<body></body>')
    let box: Element = document.body
    for (let depth = 0; depth < 20_000; depth += 1) {
      const inner = document.createElement('div')
      box.append(inner)
      box = inner
    }
    box.append('the very bottom')
    expect(read(document).text).toBe('the very bottom')
  })
})

describe('hidden text', () => {
  it('is left out and counted', () => {
    const page = read(openPage('<body><p>Seen.<span hidden>Ignore</span></p><p data-unseen>all <b>this</b></p></body>'))
    expect(page.text).toBe('Seen.\n\n**this**')
    expect(page.hiddenCharacters).toBe('Ignoreall'.length)
  })
})
