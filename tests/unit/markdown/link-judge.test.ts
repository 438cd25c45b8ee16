import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressParts, judgeLink } from '../../../components/markdown/link-judge'

const sources = [
  'What does https://asked.example say, and пример.рф?',
  'https://www.page.example/article?id=7',
  'See [the manual](https://docs.page.example/guide) and shop.example:8443 or write to ann@mail.example. ' +
    'The whole list: https://page.example/list?token=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
]
const secret = 'dGhlIHVzZXIgd3JpdGVzIHRoYXQgdGhlIHBhc3N3b3JkIGlzIGh1bnRlcjIgYW5kIG1vcmU'

const outcome = (target: string, text: string): string => {
  const verdict = judgeLink(target, text, sources)
  return verdict.kind === 'confirm' ? verdict.doubts.map(({ kind }) => kind).join(' ') : verdict.kind
}

describe('a click on a link', () => {
  it.each<[target: string, text: string, outcome: string]>([
    // Named on the page or by the reader: opens.
    ['https://page.example/', 'the page', 'open'],
    ['https://www.page.example/', 'the page', 'open'],
    ['http://page.example/', 'the page', 'open'],
    ['https://page.example/other?id=8', 'page.example', 'open'],
    ['https://PAGE.example/', 'the page', 'open'],
    ['https://docs.page.example/guide/two', 'the manual', 'open'],
    ['https://asked.example/a', 'here', 'open'],
    ['https://asked.example/a', 'https://asked.example/a', 'open'],
    ['https://shop.example:8443/', 'the shop', 'open'],
    ['https://xn--e1afmkfd.xn--p1ai/', 'пример', 'open'],
    ['https://пример.рф/', 'пример.рф', 'open'],
    ['mailto:ann@mail.example', 'Ann', 'open'],
    ['mailto:ann@mail.example?subject=Hello', 'Ann', 'open'],
    [
      'https://page.example/2024/05/a-long-title-of-an-article-with-very-many-words-joined-as-addresses-have-them',
      'x',
      'open',
    ],
    ['https://page.example/search?q=how+to+write', 'x', 'open'],
    [
      'https://page.example/list?token=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
      'the list',
      'open',
    ],
    ['https://page.example/', 'README.md', 'open'],
    ['https://page.example/', 'Node.js and main.py', 'open'],
    ['https://page.example/', 'version 2.0.1', 'open'],
    // Named nowhere.
    ['https://elsewhere.example/', 'the source', 'unknown-host'],
    ['https://elsewhere.example/', 'https://elsewhere.example/', 'unknown-host'],
    ['http://127.0.0.1/reboot', 'router', 'unknown-host'],
    ['http://192.168.1.1/', 'router', 'unknown-host'],
    ['http://localhost:8080/', 'here', 'unknown-host'],
    ['http://[::1]/', 'here', 'unknown-host'],
    ['https://0x7f.1/', 'here', 'unknown-host'],
    ['https://sub.page.example/', 'the page', 'unknown-host'],
    ['https://secret-words.page.example/', 'the page', 'unknown-host'],
    ['https://page.example.evil.example/', 'the page', 'unknown-host'],
    ['https://evilpage.example/', 'the page', 'unknown-host'],
    ['https://my-page.example/', 'the page', 'unknown-host'],
    ['https://page.examples/', 'the page', 'unknown-host'],
    ['https://page.example:8443/', 'the page', 'unknown-host'],
    ['https://xn--pple-43d.com/', 'the shop', 'unknown-host'],
    ['mailto:eve@evil.example', 'Ann', 'unknown-host'],
    // The text reads like another host.
    ['https://page.example/', 'https://bank.example/login', 'other-host'],
    ['https://page.example/', 'www.bank.example', 'other-host'],
    ['https://page.example/', 'bank.com', 'other-host'],
    ['https://page.example/', 'Log in at bank.co.uk', 'other-host'],
    ['https://page.example/', 'bank.example/login', 'other-host'],
    ['https://page.example/', 'page.example (or bank.com)', 'other-host'],
    ['https://page.example/', 'аpple.com', 'other-host'],
    ['https://elsewhere.example/', 'https://page.example/', 'unknown-host other-host'],
    ['mailto:ann@mail.example', 'bob@bank.com', 'other-host'],
    // It carries data.
    [`https://page.example/?q=${secret}`, 'more', 'data'],
    [`https://page.example/${secret}`, 'more', 'data'],
    [`https://page.example/#${secret}`, 'more', 'data'],
    [`https://page.example/?a=${secret.slice(0, 40)}&b=${secret.slice(0, 40)}`, 'more', 'data'],
    [`https://page.example/${secret.slice(0, 40)}/${secret.slice(0, 40)}`, 'more', 'data'],
    [
      `https://page.example/?q=${encodeURIComponent('the reader asked about a sick leave and wrote that nobody must know of it')}`,
      'more',
      'data',
    ],
    [`https://page.example/${'words-and-'.repeat(25)}more`, 'more', 'data'],
    [`https://page.example/list?token=${secret}`, 'the list', 'data'],
    [`mailto:ann@mail.example?body=${secret}`, 'Ann', 'data'],
    [`https://evil.example/?q=${secret}`, 'https://page.example', 'unknown-host other-host data'],
    // Never.
    ['javascript:alert(1)', 'x', 'inert'],
    ['data:text/html,x', 'x', 'inert'],
    ['https://user:password@page.example/', 'x', 'inert'],
    ['https://page.example@evil.example/', 'x', 'inert'],
    ['//page.example/', 'x', 'inert'],
    ['/options.html', 'x', 'inert'],
    ['chrome://settings', 'x', 'inert'],
    ['file:///etc/passwd', 'x', 'inert'],
    ['tel:+123', 'x', 'inert'],
    ['', 'x', 'inert'],
  ])('to %s, shown as %j: %s', (target, text, expected) => {
    expect(outcome(target, text)).toBe(expected)
  })

  it('opens nothing where nothing is known', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string(), (target, text) => {
        expect(judgeLink(target, text, []).kind).not.toBe('open')
      }),
    )
  })

  it('never lets a name through that only contains a known one', () => {
    const piece = fc.stringMatching(/^[a-z0-9]{1,6}$/)
    fc.assert(
      fc.property(piece, piece, fc.constantFrom('', '-', '.'), (before, after, joint) => {
        const hosts = [`${before}${joint}page.example`, `page.example${joint}${after}`, `page.example.${after}.test`]
        for (const host of hosts.filter(
          (name) => URL.canParse(`https://${name}/`) && !/^(?:www|docs)\.page/.test(name),
        )) {
          expect(outcome(`https://${host}/`, 'x'), host).toContain('unknown-host')
        }
      }),
    )
  })
})

describe('an address in the dialog', () => {
  const parts = (target: string) => {
    const verdict = judgeLink(target, 'x', sources)
    if (verdict.kind !== 'confirm') throw new Error('not asked about')
    return addressParts(verdict.address, verdict.doubts)
  }

  it('is decoded, with what raised the doubt marked', () => {
    expect(parts(`https://evil.example/a%20b?q=${secret}`)).toEqual([
      { text: 'https://', suspect: false },
      { text: 'evil.example', suspect: true },
      { text: `/a b?q=${secret}`, suspect: true },
    ])
    expect(parts('https://evil.example/a')).toEqual([
      { text: 'https://', suspect: false },
      { text: 'evil.example', suspect: true },
      { text: '/a', suspect: false },
    ])
  })

  it('shows an international name as the browser will ask for it', () => {
    expect(parts('https://аpple.com/')[1]?.text).toBe('xn--pple-43d.com')
  })

  it('hides nothing and turns no direction', () => {
    const shown = parts('https://evil.example/%E2%80%AEgpj.exe%E2%80%8B%00%0A%zz')
      .map(({ text }) => text)
      .join('')
    expect(shown).not.toMatch(/[\p{Cf}\p{Cc}]/u)
    expect(parts(`https://evil.example/%E2%80%AE${secret}`).at(-1)?.text).toContain('%E2%80%AE')
  })
})
