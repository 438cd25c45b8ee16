import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { headerNameProblem, headerValueProblem, isSecretHeader } from '../../../lib/chat/header'

/** Whether a header can be written as it is. `expect` in each of many runs would be slow. */
function isTaken(name: string, value: string): boolean {
  return new Headers([[name, value]]).has(name)
}

const rules = { keyHeader: 'x-api-key', fixed: ['anthropic-dangerous-direct-browser-access'] }

describe('the name of an extra header', () => {
  it.each([
    ['', 'Give the header a name'],
    ['my header', 'letters, digits and hyphens'],
    ['X-Tëam', 'letters, digits and hyphens'],
    ['X:Y', 'letters, digits and hyphens'],
    ['Host', 'The browser writes Host itself'],
    ['content-length', 'The browser writes content-length itself'],
    ['Cookie', 'The browser writes'],
    ['ORIGIN', 'The browser writes'],
    ['Sec-Fetch-Site', 'The browser writes'],
    ['Proxy-Authorization', 'The browser writes'],
    ['Content-Type', 'Gloss writes'],
    ['X-API-Key', 'enter the key in its own field'],
    ['Anthropic-Dangerous-Direct-Browser-Access', 'sent with every request already'],
  ])('“%s” is refused', (name, words) => {
    expect(headerNameProblem(name, rules)).toContain(words)
  })

  it.each(['X-Team', 'anthropic-version', 'HTTP-Referer', 'Authorization', 'x_y.z'])('“%s” is taken', (name) => {
    expect(headerNameProblem(name, rules)).toBeUndefined()
  })

  it('may be that of a key where no key is', () => {
    expect(headerNameProblem('x-api-key', { fixed: [] })).toBeUndefined()
  })

  it('is never taken when the browser would not', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 20 }), (name) => {
        return headerNameProblem(name, rules) !== undefined || isTaken(name, 'v')
      }),
    )
  })
})

describe('the value of an extra header', () => {
  it('is never taken when the browser would not, and never repeated', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 3 }), (value) => {
        const problem = headerValueProblem(value)
        return problem === undefined ? isTaken('x', value) : !problem.includes(value)
      }),
    )
  })

  it.each(['a\r\nX-Evil: 1', 'a\0', '…', 'x'.repeat(4_001), ''])('“%s” is refused', (value) => {
    expect(headerValueProblem(value)).toBeDefined()
  })
})

describe('isSecretHeader', () => {
  it.each([
    ['Authorization', ''],
    ['X-Api-Key', ''],
    ['CF-Access-Client-Secret', ''],
    ['x-goog-api-key', ''],
    ['X-Session-Token', ''],
    ['X-Upstream', 'Bearer abc'],
    ['X-Upstream', 'sk-abc'],
  ])('knows %s: %s', (name, value) => {
    expect(isSecretHeader(name, value)).toBe(true)
  })

  it.each([
    ['anthropic-version', '2023-06-01'],
    ['HTTP-Referer', 'https://example.org'],
    ['X-OpenRouter-Title', 'Reading'],
    ['OpenAI-Organization', 'org-1'],
  ])('leaves %s alone', (name, value) => {
    expect(isSecretHeader(name, value)).toBe(false)
  })
})
