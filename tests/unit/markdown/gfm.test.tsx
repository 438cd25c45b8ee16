import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Markdown } from '../../../components/markdown/Markdown'
import { canonical } from './spec-html'

const head = (...cells: string[]) => `<thead><tr>${cells.map((cell) => `<th>${cell}</th>`).join('')}</tr></thead>`
const row = (...cells: string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
const link = (address: string, text = address) => `<a href="${address}">${text}</a>`

/** What GFM adds to CommonMark: Markdown, and what it means. */
const examples: Record<string, [name: string, markdown: string, html: string][]> = {
  tables: [
    ['a head and a row', '| a | b |\n| - | - |\n| 1 | 2 |', `<table>${head('a', 'b')}${row('1', '2')}</table>`],
    [
      'directions of columns',
      '| l | c | r | n |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | 4 |',
      '<table><thead><tr><th align="left">l</th><th align="center">c</th><th align="right">r</th><th>n</th></tr></thead>' +
        '<tr><td align="left">1</td><td align="center">2</td><td align="right">3</td><td>4</td></tr></table>',
    ],
    ['no outer pipes', 'a | b\n--|--\n1 | 2', `<table>${head('a', 'b')}${row('1', '2')}</table>`],
    [
      'pipes that are escaped',
      '| a\\|b |\n| - |\n| `c\\|d` |',
      `<table>${head('a|b')}${row('<code>c|d</code>')}</table>`,
    ],
    [
      'an end at the first line of another block',
      '| a |\n| - |\n| 1 |\n> quote',
      `<table>${head('a')}${row('1')}</table><blockquote><p>quote</p></blockquote>`,
    ],
    ['an end at a blank line', '| a |\n| - |\n| 1 |\n\nx', `<table>${head('a')}${row('1')}</table><p>x</p>`],
    ['a row without pipes', '| a | b |\n| - | - |\nx', `<table>${head('a', 'b')}${row('x', '')}</table>`],
    [
      'rows that are too short and too long',
      '| a | b |\n| - | - |\n| 1 |\n| 1 | 2 | 3 |',
      `<table>${head('a', 'b')}${row('1', '')}${row('1', '2')}</table>`,
    ],
    ['no table where the second line has other columns', '| a | b |\n| - |\n| 1 |', '<p>| a | b |\n| - |\n| 1 |</p>'],
    ['a head alone', '| a |\n| - |', `<table>${head('a')}</table>`],
    [
      'marks in cells',
      '| *a* |\n| - |\n| **b** `c` ~~d~~ |',
      `<table>${head('<em>a</em>')}${row('<strong>b</strong> <code>c</code> <del>d</del>')}</table>`,
    ],
    [
      'a table in a list',
      '- x\n\n  | a |\n  | - |\n  | 1 |',
      `<ul><li><p>x</p><table>${head('a')}${row('1')}</table></li></ul>`,
    ],
    [
      'a table in a quote',
      '> | a |\n> | - |\n> | 1 |',
      `<blockquote><table>${head('a')}${row('1')}</table></blockquote>`,
    ],
  ],
  'task lists': [
    ['open and done', '- [ ] a\n- [x] b', '<ul><li><input disabled> a</li><li><input checked disabled> b</li></ul>'],
    ['a large X', '* [X] a', '<ul><li><input checked disabled> a</li></ul>'],
    ['numbered', '1. [ ] a\n2. [x] b', '<ol><li><input disabled> a</li><li><input checked disabled> b</li></ol>'],
    [
      'nested',
      '- [x] a\n  - [ ] b\n- c',
      '<ul><li><input checked disabled> a<ul><li><input disabled> b</li></ul></li><li>c</li></ul>',
    ],
    // GFM asks for a space behind; a model that forgets it means a box all the same.
    ['a box without a space', '- [x]a', '<ul><li><input checked disabled> a</li></ul>'],
    ['no box outside a list', '[x] a', '<p>[x] a</p>'],
    ['no box with other letters', '- [y] a', '<ul><li>[y] a</li></ul>'],
  ],
  strikethrough: [
    ['two tildes', '~~a~~ b', '<p><del>a</del> b</p>'],
    // GFM would strike it out; in an answer “~5 to 10~” is about a number far more often than it is regretted.
    ['not of one tilde', '~a~ b', '<p>~a~ b</p>'],
    ['not over paragraphs', 'a ~~b\n\nc~~', '<p>a ~~b</p><p>c~~</p>'],
    // GFM would leave three alone; our parser takes two of them, and the words are the same.
    ['of two of three', 'a ~~~b~~~', '<p>a <del>~b</del>~</p>'],
    ['with other marks in it', '~~**a** `b`~~', '<p><del><strong>a</strong> <code>b</code></del></p>'],
  ],
  autolinks: [
    ['www', 'www.example.com', `<p>${link('http://www.example.com/', 'www.example.com')}</p>`],
    [
      'a path',
      'See www.example.com/a?b=c.',
      `<p>See ${link('http://www.example.com/a?b=c', 'www.example.com/a?b=c')}.</p>`,
    ],
    ['no stop at the end', 'Go to https://example.com/a.', `<p>Go to ${link('https://example.com/a')}.</p>`],
    ['brackets that match', '(https://example.com/a_(b))', `<p>(${link('https://example.com/a_(b)')})</p>`],
    ['a bracket too many', '(see https://example.com/a)', `<p>(see ${link('https://example.com/a')})</p>`],
    ['an address before a tag', 'https://example.com/a<b', `<p>${link('https://example.com/a')}&lt;b</p>`],
    ['http too', 'http://example.com/a', `<p>${link('http://example.com/a')}</p>`],
    ['mail', 'a.b-c_d@example.com', `<p>${link('mailto:a.b-c_d@example.com', 'a.b-c_d@example.com')}</p>`],
    [
      'mail with a stop',
      'Write to a@example.com.',
      `<p>Write to ${link('mailto:a@example.com', 'a@example.com')}.</p>`,
    ],
    ['not in code', '`https://example.com`', '<p><code>https://example.com</code></p>'],
    ['no name without a dot', 'a@b', '<p>a@b</p>'],
  ],
}

describe.each(Object.entries(examples))('GFM: %s', (_, list) => {
  it.each(list)('%s', (_name, markdown, html) => {
    expect(canonical(renderToStaticMarkup(<Markdown text={markdown} streaming={false} />))).toBe(canonical(html))
  })
})
