import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { namesHost, readAddress } from '../../../components/markdown/address'

describe('readAddress', () => {
  it.each([
    ['https://example.com/a?b#c', 'https://example.com/a?b#c', 'example.com'],
    ['HTTP://Example.COM', 'http://example.com/', 'example.com'],
    ['https://example.com:8443/', 'https://example.com:8443/', 'example.com:8443'],
    ['https:example.com', 'https://example.com/', 'example.com'],
    ['https:\\\\example.com\\path', 'https://example.com/path', 'example.com'],
    [' \thttps://exa\nmple.com ', 'https://example.com/', 'example.com'],
    ['https://пример.рф/', 'https://xn--e1afmkfd.xn--p1ai/', 'xn--e1afmkfd.xn--p1ai'],
    ['https://0x7f.1/', 'https://127.0.0.1/', '127.0.0.1'],
    ['mailto:ann@example.com', 'mailto:ann@example.com', 'ann@example.com'],
  ])('opens %j', (target, href, host) => {
    expect(readAddress(target)).toEqual({ href, host })
  })

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
    ' javascript:alert(1)',
    'javascript://example.com/%0aalert(1)',
    'vbscript:x',
    'data:text/html,<script>alert(1)</script>',
    'data:image/png;base64,AAAA',
    'blob:https://example.com/1',
    'file:///etc/passwd',
    'chrome://settings',
    'chrome-extension://abc/options.html',
    'moz-extension://abc/options.html',
    'about:blank',
    'view-source:https://example.com',
    'filesystem:https://example.com/x',
    'feed:javascript:alert(1)',
    'ftp://example.com',
    'tel:+123',
    'ws://example.com',
    'intent://x#Intent;end',
    'https://user@example.com/',
    'https://user:password@example.com/',
    'https://good.example@evil.example/',
    'https://:password@example.com',
    'https://',
    'http://x y/',
    'mailto:',
    '//example.com/x',
    '/options.html',
    'options.html',
    '#fragment',
    '?query',
    '',
    null,
    undefined,
  ])('does not open %j', (target) => {
    expect(readAddress(target)).toBeUndefined()
  })

  it('opens nothing but what a browser reads as http, https or mail', () => {
    const noise = fc.constantFrom(
      '',
      ' ',
      '\t',
      '\n',
      '\u0000',
      '\u00a0',
      '\u200b',
      '&Tab;',
      '%0a',
      '\\',
      '/',
      ':',
      '@',
    )
    const scheme = fc.constantFrom(
      'javascript',
      'data',
      'vbscript',
      'blob',
      'file',
      'chrome',
      'http',
      'https',
      'mailto',
    )
    const mixed = fc
      .tuple(fc.array(noise), scheme, fc.array(noise), fc.constantFrom(':', '&colon;', '%3a', '：'), fc.string())
      .map(([before, name, within, colon, rest]) => before.join('') + name + within.join('') + colon + rest)
    fc.assert(
      fc.property(fc.oneof(mixed, fc.webUrl(), fc.string()), (target) => {
        const address = readAddress(target)
        if (address) expect(new URL(address.href).protocol).toMatch(/^(?:https?|mailto):$/)
      }),
      { numRuns: 10_000 },
    )
  })
})

describe('namesHost', () => {
  it.each(['example.com', 'https://example.com', 'EXAMPLE.com/path?x=1', 'http://example.com/'])(
    'sees it in %j',
    (text) => {
      expect(namesHost(text, 'example.com')).toBe(true)
    },
  )

  it.each([
    'the manual',
    'see example.com',
    'https://good.example/example.com',
    'https://example.com@good.example',
    'https://example.com.evil.example',
    'good.example?example.com',
    'ехample.com',
    '',
  ])('does not see it in %j', (text) => {
    expect(namesHost(text, 'example.com')).toBe(false)
  })

  it('does not take a look-alike for the name it stands for', () => {
    expect(namesHost('https://аpple.com', 'xn--pple-43d.com')).toBe(false)
  })

  it('sees who receives a mail', () => {
    expect(namesHost('ann@example.com', 'ann@example.com')).toBe(true)
    expect(namesHost('mailto:ann@example.com', 'ann@example.com')).toBe(true)
    expect(namesHost('write to us', 'ann@example.com')).toBe(false)
  })
})
