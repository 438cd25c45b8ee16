import { describe, expect, it } from 'vitest'
import { copyVisible } from '../../../lib/page/visible-copy'
import { attributeSight, openPage } from './open-page'

function copy(html: string, change?: (document: Document) => void, budget = 1_000) {
  const document = openPage(`<!doctype html><html><body>${html}</body></html>`)
  change?.(document)
  return copyVisible(document.body, openPage('<!doctype html><html><body></body></html>'), {
    sight: attributeSight,
    base: 'https://press.example/a/b',
    budget,
  })
}

describe('copyVisible', () => {
  it('never copies what a reader typed or what runs', () => {
    const { body } = copy(
      '<textarea>typed</textarea><input value="typed"><select><option>typed</option></select><button>press</button>' +
        '<script>run</script><style>run</style><noscript>run</noscript><p onclick="run" style="color:red">words</p>',
    )
    expect(body.textContent).toBe('words')
    expect(body.innerHTML).not.toMatch(/run|red|typed/)
  })

  it('puts a shadow in the place of its host, and what was slotted in its slot', () => {
    const { body } = copy('<my-card>light</my-card>', (document) => {
      const host = document.querySelector('my-card')
      const root = host?.attachShadow({ mode: 'open' })
      root?.append('before ')
      const slot = document.createElement('slot')
      Object.assign(slot, { assignedNodes: () => [...(host?.childNodes ?? [])] })
      root?.append(slot, ' after')
    })
    expect(body.textContent).toBe('before light after')
  })

  it('makes blocks of what is laid out as blocks', () => {
    const { body } = copy('<my-row data-block>one</my-row><span data-block>two</span><my-word>three</my-word>')
    expect([...(body.firstElementChild?.children ?? [])].map((element) => element.localName)).toEqual([
      'div',
      'div',
      'span',
    ])
  })

  it('keeps the lines of code whose lines are blocks', () => {
    const { body } = copy('<pre><code><div data-block>one</div><div data-block>two</div>three<br>four</code></pre>')
    expect(body.textContent).toContain('one\ntwo')
    expect(body.textContent).toContain('three\nfour')
  })

  it('drops addresses that run code or carry data, and addresses within the page', () => {
    const { body } = copy(
      '<a href="javascript:run()">a</a><a href="data:text/html,x">b</a><a href="#part">c</a><a href="../up?q=1">d</a>',
    )
    expect([...body.querySelectorAll('a')].map((link) => link.getAttribute('href'))).toEqual([
      null,
      null,
      null,
      'https://press.example/up?q=1',
    ])
  })

  it('writes a formula as its source', () => {
    const { body } = copy(
      '<math><semantics><mi>x</mi><annotation encoding="application/x-tex">x^2</annotation></semantics></math>',
    )
    expect(body.textContent).toBe('$x^2$')
  })

  it('takes the source of a formula for its drawing', () => {
    const { body } = copy('<span class="MathJax">x2</span><script type="math/tex">x^2</script><script>run()</script>')
    expect(body.textContent).toBe('$x^2$')
  })

  it('tells what it left out, a line a piece, with letters that have no shape', () => {
    const smuggled = Array.from('now', (letter) => String.fromCodePoint(0xe0000 + (letter.codePointAt(0) ?? 0))).join(
      '',
    )
    const read = copy(`<p>seen${smuggled}</p><div hidden>one <b>two</b></div><script type="math/tex">x</script>`)
    expect(read.body.textContent).toBe('seen$x$')
    expect(read.hiddenText).toBe('now\none\ntwo')
    expect(read.hiddenCharacters).toBe('nowonetwo'.length)
  })

  it('limits how many columns a cell may claim', () => {
    const { body } = copy('<table><tr><td colspan="1000000">wide</td></tr></table>')
    expect(Number(body.querySelector('td')?.getAttribute('colspan'))).toBeLessThan(100)
  })

  it('stops when its budget is spent and counts what it never looked at', () => {
    const read = copy('<p>one</p><p>two</p><p>three</p><p>four</p>', undefined, 6)
    expect(read.body.textContent).toBe('onetwo')
    expect(read.omittedCharacters).toBe('threefour'.length)
  })

  it('counts hidden words without their white space', () => {
    expect(copy('<div hidden>two <b>words</b><script>none</script></div>').hiddenCharacters).toBe('twowords'.length)
  })
})
