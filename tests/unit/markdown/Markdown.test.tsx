import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Markdown } from '../../../components/markdown/Markdown'

const markup = (text: string, streaming = false) => renderToStaticMarkup(<Markdown text={text} streaming={streaming} />)

/** What a reader sees, without the buttons of code blocks. */
const words = (html: string) =>
  html
    .replace(/<figcaption.*?<\/figcaption>/gs, '')
    .replace(/<button[^>]*code-fold.*?<\/button>/gs, '')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')

describe('a link', () => {
  it('opens in a new tab, without a referrer, and tells its whole address', () => {
    expect(markup('[the manual](https://example.com/manual)')).toMatch(
      /<a class="[^"]+" href="https:\/\/example.com\/manual" title="https:\/\/example.com\/manual" target="_blank" rel="noopener noreferrer">the manual<\/a>/,
    )
  })

  it('shows its host after its text, unless the text is an address there', () => {
    expect(words(markup('[the manual](https://example.com/x)'))).toBe('the manual (example.com)')
    expect(words(markup('<https://example.com/x>'))).toBe('https://example.com/x')
    expect(words(markup('[example.org](https://example.com/x)'))).toBe('example.org (example.com)')
    expect(words(markup('[x](https://пример.рф)'))).toBe('x (xn--e1afmkfd.xn--p1ai)')
    expect(words(markup('[](https://example.com)'))).toBe('example.com')
  })

  it('that may not be opened is plain text', () => {
    expect(markup('[read](/options.html) [*this*](javascript:x)')).toContain('read <em>this</em>')
  })

  it('is made of a bare address and of a mail address', () => {
    expect(markup('www.example.com and a@example.com')).toMatch(
      /href="http:\/\/www.example.com\/".*href="mailto:a@example.com"/,
    )
  })
})

describe('an image', () => {
  it('is a link to it, with its host', () => {
    const html = markup('![A map](https://example.com/map.png)')
    expect(html).toContain('href="https://example.com/map.png"')
    expect(words(html)).toBe('A map (example.com)')
  })

  it('that could not be opened is its description', () => {
    const html = markup('![A dot](data:image/png;base64,AAAA) ![](x.png)')
    expect(words(html)).toBe('A dot Image')
    expect(html).not.toContain('href')
  })

  it('in a link leaves the link', () => {
    expect(words(markup('[![logo](https://img.example/l.png)](https://example.com)'))).toBe('logo (example.com)')
  })
})

describe('blocks', () => {
  it('keep the order of headings, two levels lower', () => {
    const html = markup('# 1\n\n## 2\n\n### 3\n\n#### 4\n\n##### 5')
    expect(html.match(/<h\d/g)).toEqual(['<h3', '<h4', '<h5', '<h6', '<h6'])
  })

  it('take their direction from their text', () => {
    for (const text of ['text', '# text', '- text', '1. text', '> text', '| text |\n|---|\n| x |']) {
      expect(markup(text), text).toContain('dir="auto"')
    }
    expect(markup('> # text').match(/dir=/g)).toHaveLength(1)
    // Items may differ, and each has its sign on its own side.
    expect(markup('- text\n- نص\n  - text').match(/<li dir="auto"/g)).toHaveLength(3)
  })

  it('show tasks as boxes that cannot be ticked', () => {
    const html = markup('- [x] read\n- [ ] write')
    expect(html.match(/<input type="checkbox" disabled=""[^>]*>/g)).toEqual([
      expect.stringContaining('checked=""'),
      expect.not.stringContaining('checked=""'),
    ])
  })

  it('show code with its language', () => {
    const html = markup('```TypeScript title="a.ts"\nconst a = b<c>\n```')
    expect(html).toMatch(/<span class="[^"]*language[^"]*">typescript<\/span>/)
    expect(html).toContain('const a = b&lt;c&gt;')
  })

  it('let a table scroll in its own box, and break lines in a cell', () => {
    expect(markup('| a |\n|--:|\n| 1<br>2 |')).toMatch(
      /<section [^>]*aria-label="Table"[^>]*><table.*<td style="text-align:right"[^>]*>1<br\/>2<\/td>.*<\/table><\/section>/s,
    )
  })

  it('keep a figure in a table as it is written, whichever way its words run', () => {
    const html = markup('| السعر |\n|---|\n| -5 % |\n| 12 |\n| -5 درجات |')
    const cells = [...html.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, inside]) => inside)
    expect(cells).toEqual(['<bdi dir="ltr">-5 %</bdi>', '12', '-5 درجات'])
  })

  it('number a list from where it starts', () => {
    expect(markup('998. a\n999. b\n1000. c')).toMatch(/<ol [^>]*start="998" style="--gutter:5.4ch"/)
  })

  it('leave a comparison alone', () => {
    expect(words(markup('if a == b and c == d'))).toBe('if a == b and c == d')
  })

  it('keep what a program prints, blank lines and all', () => {
    const code = `\n\tfirst\n\n${'line\n'.repeat(40)}\n  last`
    expect(words(markup(`\`\`\`\n${code}\n\`\`\``))).toBe(code)
  })
})

describe('a text without measure', () => {
  it.each([
    ['quotes', '>'.repeat(5_000), /<blockquote/g],
    ['items', `${'- '.repeat(5_000)}x`, /<li/g],
    ['quotes and items', `${'> 1. '.repeat(2_000)}x`, /<(?:blockquote|li)/g],
    ['indents', Array.from({ length: 200 }, (_, depth) => `${'  '.repeat(depth)}- x`).join('\n'), /<ul/g],
  ])('nests its %s only so deep', (_, text, nested) => {
    const html = markup(text)
    expect(html.match(nested)?.length).toBeLessThanOrEqual(64)
    expect(markup(text, true).match(nested)?.length).toBeLessThanOrEqual(64)
  })
})

describe('emphasis between scripts that put no blanks', () => {
  it.each([
    ['**注意：**请看', '<strong>注意：</strong>请看'],
    ['请**「注意」**看，**也看：**这', '请<strong>「注意」</strong>看，<strong>也看：</strong>这'],
    ['これは*「強調」*です', 'これは<em>「強調」</em>です'],
    ['**강조(強調)**는 **`code`**는', '<strong>강조(強調)</strong>는 <strong><code>code</code></strong>는'],
    ['「**重要**」です', '「<strong>重要</strong>」です'],
    ['\\**注：\\**请', '**注：**请'],
    ['`**注：**请`', '<code>**注：**请</code>'],
    ['\u2E4B**注：**请', '\u2E4B**注：**请'],
    ['**"a"**b', '**&quot;a&quot;**b'],
  ])('%j', (text, html) => {
    expect(markup(text).replace(/ (?:class|dir)="[^"]*"/g, '')).toBe(`<div><div><p>${html}</p></div></div>`)
  })

  it('leaves addresses and code blocks as they are', () => {
    const text = '[**「甲」**乙](https://example.com/甲：**乙)\n\n- x\n\n  ```\n  **注：**请\n  ```'
    const html = markup(text)
    expect(html).toContain(`href="${new URL('https://example.com/甲：**乙').href}"`)
    expect(words(html)).toContain('**注：**请')
    expect(html).not.toContain('\u2E4B')
  })
})

describe('what Markdown has no mark for', () => {
  const plain = (text: string, streaming = false) => markup(text, streaming).replace(/ (?:class|dir)="[^"]*"/g, '')
  it.each([
    ['H<sub>2</sub>O, x<sup>*n*</sup>', 'H<sub>2</sub>O, x<sup><em>n</em></sup>'],
    ['**CO<sub>2</sub>** <KBD>Ctrl</KBD>', '<strong>CO<sub>2</sub></strong> <kbd>Ctrl</kbd>'],
    ['one<br>two<br/>three', 'one<br/>two<br/>three'],
    ['a<sub>b<sup>c</sup></sub>', 'a<sub>b<sup>c</sup></sub>'],
    ['a<sub>b', 'a&lt;sub&gt;b'],
    ['a</sub>b', 'a&lt;/sub&gt;b'],
    ['a<sub>b<sup>c</sub>', 'a&lt;sub&gt;b&lt;sup&gt;c&lt;/sub&gt;'],
    ['a<sub onclick="x()">b</sub>', 'a&lt;sub onclick=&quot;x()&quot;&gt;b&lt;/sub&gt;'],
    ['\\<br> &lt;br> &#60;br> <br>', '&lt;br&gt; &lt;br&gt; &lt;br&gt; <br/>'],
    ['`\\<br> &lt;br>` <br>x', '<code>\\&lt;br&gt; &amp;lt;br&gt;</code> <br/>x'],
    ['`<br>` and <u>u</u>', '<code>&lt;br&gt;</code> and &lt;u&gt;u&lt;/u&gt;'],
  ])('%j', (text, html) => {
    expect(plain(text)).toBe(`<div><div><p>${html}</p></div></div>`)
  })

  it.each([
    ['H<su', 'H'],
    ['H<sub>2', 'H<sub>2</sub>'],
    ['H<sub>2</s', 'H<sub>2</sub>'],
    ['H<sub>2</sub>O', 'H<sub>2</sub>O'],
    ['one<br', 'one'],
  ])('is drawn while it grows: %j', (text, html) => {
    expect(plain(text, true)).toBe(`<div><div><p>${html}</p></div></div>`)
  })
})

describe('definitions', () => {
  it('serve the whole answer, wherever they stand', () => {
    const html = markup('[first][a]\n\ntext\n\n[a]: https://example.com/a\n\nmore\n\n[last][a]')
    expect(html.match(/href="https:\/\/example.com\/a"/g)).toHaveLength(2)
  })

  it('of notes are shown where they stand, and lead there', () => {
    const html = markup('Known[^why].\n\ntext\n\n[^why]: Because *so*.\n    And more.')
    expect(html).toMatch(/<sup><button [^>]*aria-label="Footnote why"[^>]*>why<\/button><\/sup>/)
    expect(html).toMatch(/role="note".*Because <em>so<\/em>.\s+And more./s)
  })
})

describe('while an answer streams', () => {
  it.each([
    ['a [^1] b', 'a 1 b'],
    ['a [^1] b\n\nc', 'a 1 bc'],
    ['a **bol', 'a bol'],
    ['a `cod', 'a '],
    ['a [link](https://exa', 'a link'],
    ['a ![image](https://exa', 'a '],
    ['a\n\n-', 'a'],
    ['a\n\n12.', 'a'],
    ['a\n\n##', 'a'],
    ['a\n\n``', 'a'],
    ['a\n\n```py', 'a'],
    ['a\n\n```py\nx = 1\n``', 'ax = 1'],
    ['a\n\n> [!NO', 'a'],
    ['| a | b |', ''],
    ['| a | b |\n|--', ''],
    ['a <https://exa', 'a'],
    ['if a <b and c>d, then', 'if a <b and c>d, then'],
    ['a <div class="x">b', 'a <div class="x">b'],
    ['use `<div>` or <p', 'use <div> or '],
  ])('%j shows %j', (text, shown) => {
    expect(words(markup(text, true)).trimEnd()).toBe(shown.trimEnd())
  })

  it.each([
    ['a **bol', 'a <strong>bol</strong>'],
    ['a **bold', 'a <strong>bold</strong>'],
    ['a **bold ', 'a <strong>bold</strong>'],
    ['a **bold*', 'a <strong>bold</strong>'],
    ['a *soft and **strong', 'a <em>soft and <strong>strong</strong></em>'],
    ['a ***both**', 'a <em><strong>both</strong></em>'],
    ['a **b** and *c', 'a <strong>b</strong> and <em>c</em>'],
    ['a **b `code` c', 'a <strong>b <code>code</code> c</strong>'],
    ['a **b `cod', 'a <strong>b</strong>'],
    ['a **b [link](https://exa', 'a <strong>b link</strong>'],
    ['a **b [li', 'a <strong>b li</strong>'],
    ['a **b ![pic', 'a <strong>b</strong>'],
    ['a **b *', 'a <strong>b</strong>'],
    ['**注意：', '<strong>注意：</strong>'],
    ['**注意：**请看**这', '<strong>注意：</strong>请看<strong>这</strong>'],
    ['2**10 is', '2**10 is'],
    ['5*3', '5*3'],
    ['2 * 3', '2 * 3'],
    ['a \\*\\*b', 'a **b'],
    ['a **', 'a'],
  ])('emphasis is drawn before it ends: %j is %s', (text, html) => {
    const drawn = markup(text, true).replace(/ (?:class|dir|title|target|rel)="[^"]*"/g, '')
    expect(drawn.replace(/\s+(?=<\/(?:p|strong)>)/g, '')).toBe(`<div><div><p>${html}</p></div></div>`)
  })

  it('emphasis that is open ends with its item, its heading and its cell, and is none in code', () => {
    expect(markup('- **a\n- b', true)).not.toContain('<strong>')
    expect(markup('- a\n- **b', true)).toContain('<strong>b</strong>')
    expect(markup('- a\n\n  ```c\n  x = *p', true)).toContain('x = *p')
    expect(markup('- a\n\n      x = *p', true)).not.toContain('*p*')
    expect(markup('| a | **b |\n|---|---|\n| 1 | **2', true)).toContain('<strong>2</strong>')
    expect(markup('> **a', true)).toContain('<strong>a</strong>')
    expect(markup('# **a', true)).toContain('<strong>a</strong>')
    expect(markup('* **a', true)).toContain('<strong>a</strong>')
  })

  it('what was unfinished is shown as it is once it ends', () => {
    expect(words(markup('a `cod', false))).toBe('a `cod')
    expect(words(markup('5 *', false))).toBe('5 *')
    expect(words(markup('a [^1] b', false))).toBe('a [^1] b')
    expect(words(markup('a\n\n42', false))).toBe('a42')
  })

  it('never shows a character that the end takes away', () => {
    const text =
      'A **bold** `word` and a [link](https://example.com).\n\n- one *two*\n- ~~three~~\n\n```js\nlet a\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n'
    const letters = words(markup(text))
    for (let end = 1; end <= text.length; end += 1) {
      const strange = words(markup(text.slice(0, end), true))
        .split('')
        .filter((letter) => !letters.includes(letter))
      expect(strange, text.slice(0, end)).toEqual([])
    }
  })
})
