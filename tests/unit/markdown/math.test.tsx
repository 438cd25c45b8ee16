import fc from 'fast-check'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Markdown } from '../../../components/markdown/Markdown'
import { hideMath, writtenMath } from '../../../components/markdown/math-source'
import { plainText } from '../../../components/markdown/plain-text'

/** The formulas of a drawn text, as they were written. */
function formulas(text: string, streaming = false): string[] {
  const html = renderToStaticMarkup(<Markdown text={text} streaming={streaming} />)
  return [...html.matchAll(/data-testid="formula"[^>]*><span[^>]*>([^<]*)</g)].map(([, source = '']) =>
    source.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&#x27;', "'"),
  )
}

const words = (text: string, streaming = false) =>
  renderToStaticMarkup(<Markdown text={text} streaming={streaming} />).replace(/<[^>]+>/g, '')

describe('formulas', () => {
  it.each<[text: string, found: string[]]>([
    ['The area is $\\pi r^2$.', ['$\\pi r^2$']],
    ['$x$', ['$x$']],
    ['Is $a<b$ or $a*b*c$?', ['$a<b$', '$a*b*c$']],
    ['$$E = mc^2$$', ['$$E = mc^2$$']],
    ['$$\na\n= b\n- c\n$$', ['$$\na\n= b\n- c\n$$']],
    ['$$\n\na = b\n\n$$\n\nText', ['$$\n\na = b\n\n$$']],
    ['\\(x_1\\) and \\( y_2 \\)', ['\\(x_1\\)', '\\( y_2 \\)']],
    ['\\[ \\int_0^1 x\\,dx \\]', ['\\[ \\int_0^1 x\\,dx \\]']],
    [
      '\\[\n\\begin{aligned}\na &= b \\\\\nc &= d\n\\end{aligned}\n\\]',
      ['\\[\n\\begin{aligned}\na &= b \\\\\nc &= d\n\\end{aligned}\n\\]'],
    ],
    ['**$x$** and _$y$_', ['$x$', '$y$']],
    ['- $x$\n- \\(y\\)\n  \\[z\\]', ['$x$', '\\(y\\)', '\\[z\\]']],
    ['> $$\n> a\n> $$', ['$$\na\n$$']],
    ['| a |\n|---|\n| $|x|$ |', ['$|x|$']],
    ['# The $n$th', []],
    ['# The $n$-th', ['$n$']],
    ['Note[^1].\n\n[^1]: It is $x^2$.', ['$x^2$']],
    ['$2 \\times 3$ and $10$', ['$2 \\times 3$', '$10$']],
    ['$5 \\text{ litres}$', ['$5 \\text{ litres}$']],
    ['`` ` `` and $x$', ['$x$']],
    ['```math\nE = mc^2\n```', ['$$\nE = mc^2\n$$']],
    ['- ~~~ math\n  a < b\n  ~~~', ['$$\na < b\n$$']],
  ])('are found in %j', (text, found) => {
    expect(formulas(text)).toEqual(found)
  })

  it('in a block of their own are seen once they are complete', () => {
    expect(words('```math\nE = m', true)).toBe('')
    expect(formulas('```math\nE = m\n```\n\nText', true)).toEqual(['$$\nE = m\n$$'])
    expect(formulas('```math\n```')).toEqual([])
    // Its source is what it is called so for.
    expect(formulas('```latex\nE = m\n```')).toEqual([])
  })

  it.each([
    'It costs $5 and $10.',
    'From $5-$10, or US$6 to AU$7.',
    '$5 for one, 10$ for two',
    '$1,000 to $2,000 per month (about 5$)',
    'The $PATH and $HOME of $USER',
    '$PATH:$HOME',
    '\\$x\\$',
    '`$x$`',
    '`$a` and `$b`',
    '```sh\necho $a $b\n```',
    '- ```sh\n  echo "$a" "$b"\n  ```',
    '    $indented$ $code$',
    'A lone $ and a $$ and \\( and \\[',
    '$ x $',
    '$a\n\nb$',
    '\\[1\\](https://example.com)',
    'see \\[1\\]: there',
    '\\(this is a remark\\)',
    'a $5 bill and a $20 bill',
    '$$',
    '$$$$',
    '\\(\\)',
  ])('are not found in %j', (text) => {
    expect(formulas(text)).toEqual([])
  })

  it('are text again where nothing draws them, as they were written', () => {
    const text = 'A $x_1$ and *b* `c` \\(d\\)'
    expect(words(text)).toBe('A $x_1$ and b c \\(d\\)')
    expect(plainText(text)).toBe('A $x_1$ and b c \\(d\\)')
  })

  it('are hidden from Markdown without a loss', () => {
    const parts = fc.array(
      fc.constantFrom(
        '$',
        '$$',
        '\\(',
        '\\)',
        '\\[',
        '\\]',
        '`',
        '```\n',
        '\n',
        '\n\n',
        'x',
        '5',
        ' ',
        '\\',
        '> ',
        '_',
        'word',
        '\uFDD0',
        '0',
        '\uFDD1',
      ),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(parts, (pieces) => {
        const text = pieces.join('')
        const hidden = hideMath(text, false)
        const clean = text.replace(/[\uFDD0-\uFDD3]/g, '')
        // Only marks of a quote before a line of a formula may go.
        expect(writtenMath(hidden.text, hidden.formulas).replace(/[>\s]/g, '')).toBe(clean.replace(/[>\s]/g, ''))
      }),
      { numRuns: 2_000 },
    )
  })

  it.each<[prefix: string, shown: string]>([
    ['A \\', 'A '],
    ['A \\(x', 'A '],
    ['A \\(x\\', 'A '],
    ['A\n\n\\[\nx', 'A'],
    ['A\n\n$$\nx\n\ny', 'A'],
    ['A $', 'A '],
    ['A $x', 'A '],
    ['A $\\frac', 'A '],
    ['A $5', 'A $5'],
    ['A $5 and', 'A $5 and'],
    ['A $HOME', 'A $HOME'],
    ['A $x$', 'A '],
  ])('are shown once they are complete: %j shows %j', (prefix, shown) => {
    expect(words(prefix, true).trimEnd()).toBe(shown.trimEnd())
    expect(formulas(prefix, true)).toEqual([])
  })

  it('that never end are text', () => {
    expect(words(`A \\(${'x + '.repeat(400)}`, true)).toContain('x + x')
    expect(words('A $x and more', false)).toBe('A $x and more')
  })

  it('cost what the text is long', () => {
    const time = (text: string) => {
      const start = performance.now()
      hideMath(text, true)
      return performance.now() - start
    }
    for (const part of ['$a', '\\(', '$$', '\\[ ', '`$', '$x ', '```\n$', '\\(x', '$a\n']) {
      time(part.repeat(2_000))
      expect(time(part.repeat(10_000)), part).toBeLessThan(2_000)
    }
  })
})
