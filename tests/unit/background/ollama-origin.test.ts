import { describe, expect, it } from 'vitest'
import { originRule } from '../../../entrypoints/background/ollama-origin'

describe('the Origin rule for Ollama', () => {
  const rule = originRule('http://127.0.0.1:11434', 'gloss')
  const matches = (url: string) => new RegExp(rule.condition.regexFilter).test(url)

  it('touches only our own requests, without a tab, to that one address', () => {
    expect(rule.condition).toMatchObject({
      initiatorDomains: ['gloss'],
      tabIds: [-1],
      resourceTypes: ['xmlhttprequest'],
    })
    expect(matches('http://127.0.0.1:11434/api/chat')).toBe(true)
    expect(matches('http://127.0.0.1:11435/api/chat')).toBe(false)
    expect(matches('http://127.0.0.1:114340/api/chat')).toBe(false)
    expect(matches('https://evil.example/?http://127.0.0.1:11434/')).toBe(false)
    expect(matches('http://127x0.0.1:11434/')).toBe(false)
  })

  it('takes the header off and sets no other', () => {
    expect(rule.action).toEqual({
      type: 'modifyHeaders',
      requestHeaders: [{ header: 'origin', operation: 'remove' }],
    })
  })

  it('names the address without its path', () => {
    expect(originRule('http://10.0.0.2/ollama', 'gloss').condition.regexFilter).toBe('^http://10\\.0\\.0\\.2/')
  })
})
