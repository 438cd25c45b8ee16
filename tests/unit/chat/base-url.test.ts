import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLoopback, normalizeBaseUrl, originPattern } from '../../../lib/chat/base-url'
import { ChatError } from '../../../lib/chat/chat-error'

describe('normalizeBaseUrl', () => {
  it.each([
    ['https://api.example.com/v1', 'https://api.example.com/v1'],
    ['  https://api.example.com/v1/  ', 'https://api.example.com/v1'],
    ['https://api.example.com///', 'https://api.example.com'],
    ['https://api.example.com/v1/chat/completions', 'https://api.example.com/v1'],
    ['https://api.example.com/v1/chat/completions/', 'https://api.example.com/v1'],
    ['https://api.example.com/v1/responses', 'https://api.example.com/v1'],
    ['https://api.example.com/v1/messages', 'https://api.example.com/v1'],
    ['HTTPS://API.Example.COM:443/V1', 'https://api.example.com/V1'],
    ['http://localhost:11434', 'http://localhost:11434'],
    ['localhost:1234/v1', 'http://localhost:1234/v1'],
    ['127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['[::1]:8080', 'http://[::1]:8080'],
    ['api.example.com/v1', 'https://api.example.com/v1'],
    ['192.168.1.5:11434', 'https://192.168.1.5:11434'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ])('makes of %s %s', (text, url) => {
    expect(normalizeBaseUrl(text)).toBe(url)
  })

  it.each([
    '',
    '   ',
    'nonsense',
    'http://',
    'https://a b.example',
    'ftp://example.com',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'chrome-extension://abc',
    'https://user:secret@example.com',
    'https://@example.com',
    'https://good.example@evil.example',
    'https://example.com/v1?key=abc',
    'https://example.com/v1#x',
    'http://exa mple.com',
    'http://[::1',
    'http://example.com:99999',
  ])('refuses %j', (text) => {
    expect(() => normalizeBaseUrl(text)).toThrow(ChatError)
  })

  it.each([
    ['anthropic-messages', 'https://gw.example/anthropic/v1/messages', 'https://gw.example/anthropic'],
    ['anthropic-messages', 'api.anthropic.com/v1/', 'https://api.anthropic.com'],
    ['gemini', 'https://g.example/v1beta/models/gemini-2.5-flash:streamGenerateContent', 'https://g.example'],
    ['gemini', 'https://g.example/v1beta', 'https://g.example'],
    ['ollama', 'localhost:11434/api', 'http://localhost:11434'],
    ['ollama', 'http://localhost:11434/api/chat', 'http://localhost:11434'],
    ['ollama', 'http://localhost:11434/v1', 'http://localhost:11434'],
    ['openai-chat', 'https://chat.example/api/v1', 'https://chat.example/api/v1'],
    ['openai-responses', 'https://api.openai.com/v1/responses', 'https://api.openai.com/v1'],
    [undefined, 'https://a.example/v1', 'https://a.example/v1'],
  ] as const)('knows what the calls of %s begin with in %s', (wire, text, url) => {
    expect(normalizeBaseUrl(text, wire)).toBe(url)
    expect(normalizeBaseUrl(url, wire)).toBe(url)
  })

  it('says nothing of what was typed, since it may hold a secret', () => {
    expect(() => normalizeBaseUrl('https://user:hunter2@example.com')).toThrow(/^(?!.*hunter2)/)
  })

  it('leaves what it made as it is, and never makes anything but a plain web address', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl({ withQueryParameters: true }), fc.string()), (text) => {
        let url: string
        try {
          url = normalizeBaseUrl(text)
        } catch (error) {
          expect(error).toBeInstanceOf(ChatError)
          return
        }
        expect(normalizeBaseUrl(url)).toBe(url)
        const parsed = new URL(`${url}/path`)
        expect(['http:', 'https:']).toContain(parsed.protocol)
        expect(parsed.username + parsed.password + parsed.search + parsed.hash).toBe('')
        expect(url).not.toMatch(/\/$/)
      }),
    )
  })
})

describe('originPattern', () => {
  it.each([
    ['http://localhost:11434', 'http://localhost/*'],
    ['https://api.example.com/v1', 'https://api.example.com/*'],
    ['http://[::1]:8080', 'http://[::1]/*'],
  ])('covers %s with %s', (url, pattern) => {
    expect(originPattern(url)).toBe(pattern)
  })
})

describe('isLoopback', () => {
  it.each([
    'http://localhost',
    'http://localhost:1',
    'http://127.0.0.1',
    'http://127.9.9.9:80',
    'http://127.1',
    'http://[::1]:5',
  ])('knows %s as this machine', (url) => expect(isLoopback(url)).toBe(true))

  it.each([
    'http://192.168.0.1',
    'http://10.0.0.1',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'http://0.0.0.0',
    'http://[::2]',
    'http://localhost.',
    'https://example.com',
  ])('does not take %s for this machine', (url) => expect(isLoopback(url)).toBe(false))
})
