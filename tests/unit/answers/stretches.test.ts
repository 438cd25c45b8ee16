import { describe, expect, it } from 'vitest'
import { Stretches } from '../../../components/chat/stretches'
import type { Message } from '../../../lib/chat/message'

function thread(length: number): Message[] {
  return Array.from({ length }, (_, index) => ({
    id: `m${index}`,
    conversationId: 'c',
    parentId: index === 0 ? null : `m${index - 1}`,
    role: index % 2 === 0 ? 'user' : 'assistant',
    parts: [{ type: 'text', text: `text ${index}` }],
    status: 'complete',
    createdAt: index,
    attachmentIds: [],
  }))
}

describe('the stretches of a thread', () => {
  it('hold every message once, in order, with what came before', () => {
    const messages = thread(45)
    const stretches = new Stretches().update(messages, messages)
    expect(stretches.map(({ messages: own }) => own.length)).toEqual([20, 1, 20, 4])
    expect(stretches.flatMap(({ messages: own }) => own)).toEqual(messages)
    expect(stretches.map(({ before }) => before.length)).toEqual([0, 20, 21, 41])
  })

  it('stay the same objects where nothing changed', () => {
    const messages = thread(45)
    const stretches = new Stretches()
    const earlier = stretches.update(messages, messages)
    const longer = thread(46).map((message, index) => messages[index] ?? message)
    const later = stretches.update(longer, longer)
    expect(later[0]).toBe(earlier[0])
    expect(later.slice(0, 3)).toEqual(earlier.slice(0, 3))
    expect(later[2]).toBe(earlier[2])
    expect(later[3]).not.toBe(earlier[3])
    expect(stretches.update([...longer], longer)[3]).toBe(later[3])
  })

  it('keep what came before as the same list where only they changed themselves', () => {
    const messages = thread(45)
    const stretches = new Stretches()
    const earlier = stretches.update(messages, messages)
    const longer = thread(46).map((message, index) => messages[index] ?? message)
    expect(stretches.update(longer, longer)[3]?.before).toBe(earlier[3]?.before)
    const changed = longer.with(2, { ...longer[2]!, parts: [] })
    const later = stretches.update([...changed, { ...longer[45]!, id: 'm46' }], changed)
    expect(later[3]?.before).not.toBe(earlier[3]?.before)
    expect(later[3]?.before[2]).toBe(changed[2])
  })

  it('change where a message got a sibling, and only there', () => {
    const messages = thread(45)
    const stretches = new Stretches()
    const earlier = stretches.update(messages, messages)
    const sibling: Message = { ...thread(4)[3]!, id: 'again', createdAt: 100 }
    const later = stretches.update(messages, [...messages, sibling])
    expect(later[0]).not.toBe(earlier[0])
    expect(later[0]?.siblings.get('m3')?.map(({ id }) => id)).toEqual(['m3', 'again'])
    expect(later[1]).toBe(earlier[1])
  })

  it('begin anew where the last screen does when a thread is opened: what is from there on is drawn first', () => {
    const shapeOf = (cut: Stretches, messages: Message[]) =>
      cut.update(messages, messages).map(({ messages: own, isFirst }) => [own.length, isFirst])
    const messages = thread(45)
    const long = { ...messages[43]!, parts: [{ type: 'text' as const, text: 'long '.repeat(1_300) }] }
    const opened = messages.with(43, long)
    const stretches = new Stretches()
    expect(shapeOf(stretches, opened)).toEqual([
      [20, false],
      [20, false],
      [3, false],
      [2, true],
    ])
    const longer = thread(64).map((message, index) => opened[index] ?? message)
    expect(shapeOf(stretches, longer)).toEqual([
      [20, false],
      [20, false],
      [3, false],
      [20, true],
      [1, true],
    ])
    expect(shapeOf(new Stretches(), thread(3))).toEqual([[3, true]])
  })

  it('are none for an empty thread', () => {
    expect(new Stretches().update([], [])).toEqual([])
  })
})
