import { describe, expect, it } from 'vitest'
import { extractElement } from '../../../lib/page/extract-element'
import { extractPage } from '../../../lib/page/extract'
import { extractVisible } from '../../../lib/page/extract-visible'
import { attributeSight, openPage } from './open-page'

const html = `<!doctype html><html><head><title>Orchard</title><link rel="icon" href="data:image/png;base64,AAAA"></head>
<body><nav><a href="/a">Trees</a> <a href="/b">Tools</a></nav><main><h1>Orchard</h1>
<p>${'A quince is a fruit that nobody eats raw, and everybody remembers. '.repeat(6)}</p>
<ul id="list"><li>one <a href="/c">map</a><span hidden>psst</span></li></ul></main></body></html>`

describe('extractVisible', () => {
  it('keeps the menus that the main text goes without', () => {
    expect(extractPage(openPage(html), attributeSight).text).not.toContain('Tools')
    const page = extractVisible(openPage(html), attributeSight)
    expect(page.text).toContain('[Tools](https://press.example/b)')
    expect(page.text).toContain('A quince is a fruit')
    expect(page).toMatchObject({ title: 'Orchard', hiddenText: 'psst', icon: 'data:image/png;base64,AAAA' })
  })
})

describe('extractElement', () => {
  it('reads one element, with its structure and without what is hidden', () => {
    const document = openPage(html)
    const list = document.querySelector('#list')
    const page = list && extractElement(list, document, attributeSight)
    expect(page).toMatchObject({ title: 'Orchard', text: '- one [map](https://press.example/c)', hiddenCharacters: 4 })
  })

  it('refuses an element that shows nothing', () => {
    const document = openPage('<body><p hidden>no</p></body>')
    const shown = document.querySelector('p')
    expect(() => shown && extractElement(shown, document, attributeSight)).toThrow(
      expect.objectContaining({ reason: 'empty' }),
    )
  })
})
