import { describe, expect, it } from 'vitest'
import { storedUnder } from '../../../lib/chat/stored-under'

/** An area that notes which keys it was asked for. */
function area(items: Record<string, unknown>, listsKeys: boolean) {
  const asked: unknown[] = []
  const get = async (keys: string[] | null) => {
    asked.push(keys)
    return Object.fromEntries(Object.entries(items).filter(([key]) => keys === null || keys.includes(key)))
  }
  return { asked, get, ...(listsKeys ? { getKeys: async () => Object.keys(items) } : {}) }
}

describe('what stands under a prefix', () => {
  it('is read without what others have stored', async () => {
    const one = area({ 'a:1': 1, 'b:1': 'long', 'a:2': 2 }, true)
    expect(await storedUnder(one, 'a:')).toEqual({ 'a:1': 1, 'a:2': 2 })
    expect(one.asked).toEqual([['a:1', 'a:2']])
  })

  it('is nothing where there is nothing, and then nothing is read', async () => {
    const one = area({ 'b:1': 'long' }, true)
    expect(await storedUnder(one, 'a:')).toEqual({})
    expect(one.asked).toEqual([])
  })

  it('is found by a browser that cannot list keys alone', async () => {
    expect(await storedUnder(area({ 'a:1': 1, 'b:1': 'long' }, false), 'a:')).toEqual({ 'a:1': 1 })
  })
})
