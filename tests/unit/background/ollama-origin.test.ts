import { beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { createOriginRules, originRule } from '../../../entrypoints/background/ollama-origin'
import { connectionTo } from '../../helpers/wire-connection'

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

describe('the rules', () => {
  const update = vi.fn<(change: { addRules: { id: number; condition: { regexFilter: string } }[] }) => Promise<void>>()
  const ollama = (baseUrl: string) => ({ ...connectionTo('ollama'), baseUrl })

  beforeEach(() => {
    update.mockReset().mockResolvedValue(undefined)
    vi.spyOn(browser.runtime, 'getURL').mockImplementation((path: string) => `chrome-extension://gloss${path}`)
    Object.assign(browser, { declarativeNetRequest: { getSessionRules: async () => [], updateSessionRules: update } })
  })

  it('stand before any request leaves, also one that was asked for meanwhile', async () => {
    let done = (): void => {}
    update.mockReturnValueOnce(new Promise((resolve) => (done = resolve)))
    const prepare = createOriginRules()
    const second = vi.fn<() => void>()
    const first = prepare(ollama('http://127.0.0.1:1'))
    const waiting = prepare(ollama('http://127.0.0.1:1')).then(second)
    await vi.waitFor(() => expect(update).toHaveBeenCalledOnce())
    expect(second).not.toHaveBeenCalled()
    done()
    await Promise.all([first, waiting])
    expect(update).toHaveBeenCalledOnce()
  })

  it('of one address stay when another is added', async () => {
    const prepare = createOriginRules()
    await prepare(ollama('http://127.0.0.1:1'))
    await prepare(ollama('http://127.0.0.1:2'))
    expect(update.mock.lastCall?.[0].addRules.map(({ id }) => id)).toEqual([1, 2])
  })

  it('are tried again after a failure', async () => {
    const prepare = createOriginRules()
    update.mockRejectedValueOnce(new Error('no'))
    await expect(prepare(ollama('http://127.0.0.1:1'))).rejects.toThrow('no')
    await prepare(ollama('http://127.0.0.1:1'))
    expect(update).toHaveBeenCalledTimes(2)
  })

  it('are for no other wire', async () => {
    await createOriginRules()(connectionTo('groq'))
    expect(update).not.toHaveBeenCalled()
  })
})
