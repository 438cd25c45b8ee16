import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyEvent, siblingsOf, textOf, threadTo, type Message } from '../../../lib/chat/message'
import { message } from '../../helpers/messages'

describe('applyEvent', () => {
  it('keeps text and reasoning apart and in order', () => {
    const events = [
      { type: 'reasoning-delta', text: 'Hm' },
      { type: 'reasoning-delta', text: 'm.' },
      { type: 'text-delta', text: 'Yes' },
      { type: 'text-delta', text: '.' },
    ] as const
    const folded = events.reduce(applyEvent, message())
    expect(folded.parts).toEqual([
      { type: 'reasoning', text: 'Hmm.' },
      { type: 'text', text: 'Yes.' },
    ])
    expect(textOf(folded)).toBe('Yes.')
    expect(textOf(folded, 'reasoning')).toBe('Hmm.')
  })

  it('makes no part of an empty delta', () => {
    expect(applyEvent(message(), { type: 'text-delta', text: '' }).parts).toEqual([])
  })

  it('replaces usage figures by later ones and keeps those that a later event does not name', () => {
    const first = applyEvent(message(), { type: 'usage', usage: { inputTokens: 7, outputTokens: 1 } })
    const second = applyEvent(first, { type: 'usage', usage: { outputTokens: 5, costUsd: Number.NaN } })
    expect(second.usage).toEqual({ inputTokens: 7, outputTokens: 5 })
  })

  it('shows a pause until something happens', () => {
    const pause = { reason: 'slot' as const, since: 1, skippable: false }
    const paused = applyEvent(message(), { type: 'pause', pause })
    expect(paused.pause).toEqual(pause)
    const ends = [
      { type: 'resume' },
      { type: 'text-delta', text: 'a' },
      { type: 'reasoning-delta', text: 'a' },
      { type: 'status', status: 'stopped' },
    ] as const
    for (const end of ends) expect(applyEvent(paused, end)).not.toHaveProperty('pause')
  })

  it('forgets of whoever was asked before what is not true of the next', () => {
    const first = [
      { type: 'model', model: 'one' },
      { type: 'usage', usage: { inputTokens: 7 } },
      { type: 'finish', reason: { unified: 'error' } },
    ] as const
    const asked = { presetId: 'b', providerId: 'p', model: 'two', fallbacks: [] }
    const author = { presetName: 'B', providerName: 'P' }
    const second = applyEvent(first.reduce(applyEvent, message()), { type: 'preset', ...asked, author })
    expect(second).toEqual(message({ ...asked, author }))
    // Back to the one that was chosen: nobody writes in its place.
    expect(applyEvent(second, { type: 'preset', ...asked })).toEqual(message(asked))
  })

  it('never changes the message it was given', () => {
    const before = message({ parts: [{ type: 'text', text: 'a' }] })
    const copy = structuredClone(before)
    applyEvent(before, { type: 'text-delta', text: 'b' })
    expect(before).toEqual(copy)
  })
})

describe('threadTo', () => {
  const chain = (ids: string[]): Message[] =>
    ids.map((id, index) => message({ id, parentId: index === 0 ? null : (ids[index - 1] ?? null) }))

  it('walks from the leaf to the root whatever order the rows are in', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e'], { minLength: 5 }), (order) => {
        const rows = chain(['a', 'b', 'c', 'd', 'e'])
        const shuffled = order.flatMap((id) => rows.filter((row) => row.id === id))
        expect(threadTo(shuffled, 'd').map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd'])
      }),
    )
  })

  it('leaves siblings out', () => {
    const rows = [...chain(['a', 'b']), message({ id: 'b2', parentId: 'a' })]
    expect(threadTo(rows, 'b2').map(({ id }) => id)).toEqual(['a', 'b2'])
  })

  it('ends at a missing parent and in a circle', () => {
    expect(threadTo([message({ id: 'b', parentId: 'gone' })], 'b').map(({ id }) => id)).toEqual(['b'])
    const circle = [message({ id: 'a', parentId: 'b' }), message({ id: 'b', parentId: 'a' })]
    expect(threadTo(circle, 'b')).toHaveLength(2)
  })
})

describe('branches', () => {
  const rows = [
    message({ id: 'q', role: 'user', createdAt: 1 }),
    message({ id: 'a1', parentId: 'q', createdAt: 2 }),
    message({ id: 'a2', parentId: 'q', createdAt: 5 }),
    message({ id: 'q2', parentId: 'a1', role: 'user', createdAt: 3 }),
    message({ id: 'b1', parentId: 'q2', createdAt: 4 }),
    message({ id: 'b2', parentId: 'q2', createdAt: 6 }),
  ]

  it('know the answers to one question, oldest first', () => {
    expect(siblingsOf(rows, message({ id: 'a2', parentId: 'q' })).map(({ id }) => id)).toEqual(['a1', 'a2'])
  })
})
