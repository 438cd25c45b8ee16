import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSame, Reused } from '../../../lib/chat/same'

const plain = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown)

describe('isSame', () => {
  it('holds for copies and for nothing else', () => {
    fc.assert(
      fc.property(plain, plain, (one, other) => {
        expect(isSame(one, structuredClone(one))).toBe(true)
        expect(isSame(one, other)).toBe(JSON.stringify(sorted(one)) === JSON.stringify(sorted(other)))
      }),
    )
  })

  it('tells a field that is absent from one that is undefined, and a list from an object', () => {
    expect(isSame({ a: 1 }, { a: 1, b: undefined })).toBe(false)
    expect(isSame({ a: undefined }, { b: undefined })).toBe(false)
    expect(isSame([], {})).toBe(false)
    expect(isSame(null, {})).toBe(false)
  })
})

describe('Reused', () => {
  const rows = [
    { id: 'a', parts: [{ text: 'one' }] },
    { id: 'b', parts: [{ text: 'two' }] },
  ]

  const readOnce = () => {
    const reused = new Reused<(typeof rows)[number]>()
    reused.update(rows)
    return reused
  }

  it('keeps the list itself when nothing changed', () => {
    const reused = readOnce()
    const first = reused.update(rows)
    expect(first).toEqual(rows)
    expect(reused.update(structuredClone(rows))).toBe(first)
  })

  it('keeps every item that did not change', () => {
    const fresh = structuredClone(rows)
    fresh[1] = { id: 'b', parts: [{ text: 'three' }] }
    const items = readOnce().update([...fresh, { id: 'c', parts: [] }])
    expect(items).toEqual([...fresh, { id: 'c', parts: [] }])
    expect(items[0]).toBe(rows[0])
    expect(items[1]).toBe(fresh[1])
  })

  it('notices what went and what moved', () => {
    expect(readOnce().update(structuredClone(rows.slice(1)))).toEqual(rows.slice(1))
    expect(readOnce().update(structuredClone(rows.toReversed()))).toEqual(rows.toReversed())
  })
})

/** The same data with its fields in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return entries.map(([name, field]) => [name, sorted(field)]).concat([['object']])
}
