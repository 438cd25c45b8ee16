import { describe, expect, it } from 'vitest'
import { branchAt, endBelow, endWithout, isBranching, withEnd } from '../../../lib/chat/tree'
import { message } from '../../helpers/messages'

const rows = [
  message({ id: 'q', role: 'user', createdAt: 1 }),
  message({ id: 'a1', parentId: 'q', createdAt: 2 }),
  message({ id: 'a2', parentId: 'q', createdAt: 5 }),
  message({ id: 'q2', parentId: 'a1', role: 'user', createdAt: 3 }),
  message({ id: 'b1', parentId: 'q2', createdAt: 4 }),
  message({ id: 'b2', parentId: 'q2', createdAt: 6 }),
]
const circle = [message({ id: 'x', parentId: 'y' }), message({ id: 'y', parentId: 'x' })]
const gone = (id: string) => rows.find((row) => row.id === id) ?? message({ id })

describe('the end below a message', () => {
  it('is the newest where nothing else was shown', () => {
    expect(endBelow(rows, 'a1')).toBe('b2')
    expect(endBelow(rows, 'a2')).toBe('a2')
    expect(endBelow(rows, 'q')).toBe('a2')
  })

  it('is the one that was shown last', () => {
    expect(endBelow(rows, 'a1', ['b2', 'b1'])).toBe('b1')
    expect(endBelow(rows, 'q', ['b1', 'a2', 'b1'])).toBe('b1')
    expect(endBelow(rows, 'q', ['b1', 'a2'])).toBe('a2')
  })

  it('goes on where a remembered end has been answered since, and past what is gone', () => {
    expect(endBelow(rows, 'q', ['a1'])).toBe('b2')
    expect(endBelow(rows, 'a1', ['b1', 'deleted'])).toBe('b1')
  })

  it('is found in a circle', () => {
    expect(endBelow(circle, 'x', ['y', 'x'])).toBe('y')
  })
})

describe('a branch', () => {
  it('is a message with everything below it', () => {
    expect(branchAt(rows, 'a1').map(({ id }) => id)).toEqual(['a1', 'q2', 'b1', 'b2'])
    expect(branchAt(rows, 'none')).toEqual([])
    expect(branchAt(circle, 'x').map(({ id }) => id)).toEqual(['x', 'y'])
  })

  it('that goes leaves the form before it, else the one behind it, else what it followed', () => {
    expect(endWithout(rows, gone('a2'), [])).toBe('b2')
    expect(endWithout(rows, gone('a1'), [])).toBe('a2')
    expect(endWithout(rows, gone('q2'), [])).toBe('a1')
    expect(endWithout(rows, gone('q'), [])).toBeNull()
  })

  it('begins where the shown path ends in the middle of another', () => {
    expect(isBranching(rows, 'a1')).toBe(true)
    expect(isBranching(rows, 'b2')).toBe(false)
    expect(isBranching([], undefined)).toBe(false)
  })
})

it('ends are remembered once each, the last one last, and the oldest are forgotten', () => {
  expect(withEnd(['a', 'b'], 'a')).toEqual(['b', 'a'])
  expect(withEnd(undefined, null)).toEqual([])
  const many = Array.from({ length: 500 }, (_, index) => `${index}`).reduce<string[]>(withEnd, [])
  expect(many).toHaveLength(200)
  expect(many.at(-1)).toBe('499')
})
