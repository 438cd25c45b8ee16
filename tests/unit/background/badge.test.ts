import { describe, expect, it } from 'vitest'
import { badgeOf } from '../../../entrypoints/background/badge'

describe('the badge', () => {
  it.each([
    [0, 0, '', 'Open Gloss'],
    [1, 0, '…', 'Open Gloss (1 answer is being written)'],
    [3, 0, '3', 'Open Gloss (3 answers are being written)'],
    [0, 1, '•', 'Open Gloss (1 answer finished)'],
    [0, 2, '2', 'Open Gloss (2 answers finished)'],
    [1, 2, '…', 'Open Gloss (1 answer is being written, 2 answers finished)'],
  ])('of %i running and %i unseen answers is %j', (running, unseen, text, title) => {
    expect(badgeOf({ running, unseen })).toMatchObject({ text, title })
  })

  it('has another colour for what has ended than for what goes on', () => {
    expect(badgeOf({ running: 1, unseen: 1 }).colour).toBe(badgeOf({ running: 1, unseen: 0 }).colour)
    expect(badgeOf({ running: 0, unseen: 1 }).colour).not.toBe(badgeOf({ running: 1, unseen: 0 }).colour)
  })
})
