import { describe, expect, it } from 'vitest'
import { toMarkdown } from '../../../lib/page/markdown'
import { openPage } from './open-page'

const write = (html: string, form?: 'markdown' | 'plain') =>
  toMarkdown(openPage(`<!doctype html><html><body>${html}</body></html>`).body, form)

describe('toMarkdown', () => {
  it.each([
    ['a heading on one line', '<h2>Two\n<br>lines</h2>', '## Two lines'],
    ['no empty headings and items', '<h2> </h2><ul><li></li><li>one</li></ul>', '- one'],
    [
      'a language on the box around the code',
      '<div class="highlight-source-rust"><pre>fn</pre></div>',
      '```rust\nfn\n```',
    ],
    ['no language that is none', '<pre><code class="language-<b>">x</code></pre>', '```\nx\n```'],
    ['a link with brackets', '<a href="https://a.example/x_(y)">x</a>', '[x](https://a.example/x_%28y%29)'],
    [
      'a card that is a link',
      '<a href="https://a.example/"><h3>Title</h3><p>Text</p></a>',
      '### Title\n\nText\n\n<https://a.example/>',
    ],
    [
      'terms with their meanings',
      '<dl><dt>Gloss</dt><dd>A note.</dd><dd>A shine.</dd></dl>',
      'Gloss\n: A note.\n: A shine.',
    ],
    [
      'heads of two rows and cells that span as a grid',
      '<table><thead><tr><th rowspan="2">Route</th><th colspan="2">Quarter</th></tr><tr><th>1</th><th>2</th></tr></thead>' +
        '<tbody><tr><td>Arn</td><td>41</td><td>63</td></tr></tbody></table>',
      '| Route | Quarter |     |\n| --- | --- | --- |\n|     | 1   | 2   |\n| Arn | 41  | 63  |',
    ],
    ['a cell that lost its table', '<div><td>words</td></div>', 'words'],
    ['a quotation', '<p><q>so</q></p>', '“so”'],
    ['a note in the text', '<p>word<sup>[1]</sup> and x<sup>2</sup></p>', 'word[1] and x²'],
    ['names with underscores as they are', '<p>snake_case_name [1] 2 * 3</p>', 'snake_case_name [1] 2 * 3'],
    ['what only looks like a heading or a list', '<p># no</p><p>1. no</p><p>- no</p>', '\\# no\n\n1\\. no\n\n\\- no'],
    [
      'a table that only arranges the page as blocks',
      '<table><tr><td><table><tr><td>a</td></tr></table></td></tr></table>',
      'a',
    ],
  ])('writes %s', (_name, html, markdown) => {
    expect(write(html)).toBe(markdown)
  })

  it('writes plain words without signs', () => {
    expect(write('<p># <em>one</em></p><p><b>two</b></p>', 'plain')).toBe('# one\n\ntwo')
  })
})
