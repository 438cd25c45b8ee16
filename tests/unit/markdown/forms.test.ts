import fc from 'fast-check'
import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { formulaMarkup } from '../../../components/markdown/math-renderer'
import { richText } from '../../../components/markdown/rich-text'
import { spokenText } from '../../../components/markdown/spoken-text'
import { blocks } from './corpus'

describe('richText', () => {
  it('keeps what a document can show', () => {
    const markdown = [
      '# Title',
      'Some **bold**, *soft*, ~~gone~~ and `code <b>`, a [link](https://example.com/a?b=1&c=2).',
      '- one\n- two\n  1. inner',
      '4. fourth',
      '> quoted',
      '```js\nif (a < b) {}\n```',
      '| a | b |\n|---|---|\n| 1 | **2** |',
      '- [x] done',
    ].join('\n\n')
    const html = richText(markdown).replaceAll(' dir="auto"', '')
    expect(html).toContain('<h1>Title</h1>')
    expect(html).toContain('<strong>bold</strong>, <em>soft</em>, <del>gone</del> and <code>code &#60;b&#62;</code>')
    expect(html).toContain('<a href="https://example.com/a?b=1&#38;c=2">link</a>')
    expect(html).toMatch(/<ul><li>one<\/li><li>two\n?<ol><li>inner<\/li><\/ol><\/li><\/ul>/)
    expect(html).toContain('<ol start="4"><li>fourth</li></ol>')
    expect(html).toContain('<blockquote><p>quoted</p></blockquote>')
    expect(html).toContain('<pre dir="ltr"><code>if (a &#60; b) {}</code></pre>')
    expect(html).toContain('<thead><tr><th>a</th><th>b</th></tr></thead>')
    expect(html).toContain('<td><strong>2</strong></td>')
    expect(html).toContain('☑')
  })

  it('has no image, no element from the text, and no link that may not be opened', () => {
    const html = richText(
      '![map](https://example.com/x.png) <img src=x onerror=alert(1)> [x](javascript:alert(1)) [y](data:text/html,a)',
    )
    const { document } = parseHTML(`<html><body>${html}</body></html>`)
    expect(document.querySelectorAll('img, script, [onerror]')).toHaveLength(0)
    expect([...document.querySelectorAll('a')].map((link) => link.getAttribute('href'))).toEqual([
      'https://example.com/x.png',
    ])
  })

  it('has formulas drawn, and headings below those of the page, where a page asks for it', () => {
    const html = richText('# Sum\n\n###### Deep\n\nSo $\\frac{a}{b}$, not $\\frac{a}{$.\n\n$$\nx < y\n$$', {
      topHeading: 3,
      drawFormula: formulaMarkup,
    })
    const { document } = parseHTML(`<html><body>${html}</body></html>`)
    expect(document.querySelector('h3')?.textContent).toBe('Sum')
    expect(document.querySelector('h6')?.textContent).toBe('Deep')
    expect(document.querySelectorAll('math mfrac')).toHaveLength(1)
    expect(document.querySelector('math[display=block] annotation')?.textContent).toBe('x < y')
    expect([...document.querySelectorAll('code')].map(({ textContent }) => textContent)).toEqual(['$\\frac{a}{$'])
  })

  it('gives formulas no link, no picture and no style of their own', () => {
    const html = [
      '\\href{https://e.org}{x}',
      '\\includegraphics{https://e.org/x}',
      '\\htmlStyle{color:red}{x}',
      '\\text{<img src=x>}',
    ]
      .map((tex) => richText(`$$${tex}$$`, { drawFormula: formulaMarkup }))
      .join('')
    const { document } = parseHTML(`<html><body>${html}</body></html>`)
    expect(document.querySelectorAll('a, img, [href], [src], [style*=red]')).toHaveLength(0)
    expect(document.body.textContent).toContain('<img src=x>')
  })

  it('writes only its own elements, whatever the text', () => {
    const known =
      'p h1 h2 h3 h4 h5 h6 blockquote pre code hr ul ol li table thead tbody tr th td a strong em del br sub sup kbd div'
    const odd = fc.constantFrom(
      '<svg/onload=x>',
      '"><script>',
      '`',
      '**',
      '[a](',
      'https://e.org/"x',
      '&lt;i&gt;',
      '\n\n',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...blocks), odd, fc.string())), (parts) => {
        const html = richText(parts.join(' '))
        const { document } = parseHTML(`<body><main>${html}</main></body>`)
        for (const element of document.querySelectorAll('main *')) {
          expect(known.split(' ')).toContain(element.tagName.toLowerCase())
          const names = [...element.attributes].map(({ name }) => name)
          expect(names.filter((name) => !['dir', 'href', 'start'].includes(name))).toEqual([])
          if (names.includes('href')) expect(element.getAttribute('href')).toMatch(/^(https?|mailto):/)
        }
      }),
      { numRuns: 150 },
    )
  })
})

describe('spokenText', () => {
  it('is the words, block by block, with code and tables named', () => {
    const markdown = [
      '# Title',
      'See [the page](https://example.com/a) or <https://example.org/long/path>[^1].',
      '1. first\n2. second',
      '- [x] paid',
      '```python\na = 1\nb = 2\n```',
      '| a | b |\n|---|---|\n| 1 | 2 |',
      '---',
      '[^1]: The note.',
    ].join('\n\n')
    expect(spokenText(markdown).map(({ words, ours }) => (ours ? `(${words})` : words))).toEqual([
      'Title',
      'See the page or example.org.',
      '1: first',
      '2: second',
      '(Done:)',
      'paid',
      '(Code in python, 2 lines.)',
      '(A table of 2 columns and 1 row.)',
      'The note.',
    ])
  })

  it('names a formula, and reads one that is only letters and figures', () => {
    expect(spokenText('So $x = 2$ and $\\frac{a}{b}$.\n\n$$\n\\sum_i i\n$$').map(({ words }) => words)).toEqual([
      'So x = 2 and formula.',
      'A formula.',
    ])
    expect(richText('So $\\frac{a}{b}$.')).toContain('<code>$\\frac{a}{b}$</code>')
  })

  it('takes nothing of the text for our own words', () => {
    expect(spokenText('\uE002Buy now')).toEqual([{ words: 'Buy now', ours: false }])
  })
})
