import { describe, expect, it } from 'vitest'
import { checkAddress } from '../../../components/options/address'

describe('checkAddress', () => {
  it('gives the address as it is stored and the pattern to ask for', () => {
    expect(checkAddress(' https://Example.com:8443/v1/ ')).toEqual({
      ok: true,
      baseUrl: 'https://example.com:8443/v1',
      pattern: 'https://example.com/*',
      unencrypted: false,
    })
  })

  it.each([
    ['http://localhost:11434', false],
    ['http://127.0.0.1:1234/v1', false],
    ['http://[::1]:8080', false],
    ['http://192.168.1.20:11434', true],
    ['http://gpu.example.com/v1', true],
    ['http://localhost.example.com/v1', true],
    ['https://192.168.1.20', false],
  ])('judges whether others can read what passes to %s: %s', (text, unencrypted) => {
    expect(checkAddress(text)).toMatchObject({ ok: true, unencrypted })
  })

  it.each([
    '',
    '   ',
    'not an address',
    'ftp://example.com',
    'https://user:word@example.com',
    'https://example.com?a=1',
  ])('refuses %j with a sentence', (text) => {
    const checked = checkAddress(text)
    expect(checked.ok).toBe(false)
    expect(checked).toHaveProperty('problem', expect.stringMatching(/\.$/))
  })

  it('never repeats a password from an address', () => {
    expect(JSON.stringify(checkAddress('https://user:hunter2@example.com'))).not.toContain('hunter2')
  })
})
