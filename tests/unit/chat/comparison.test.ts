import { describe, expect, it } from 'vitest'
import { comparedAnswers, goesOnFrom, openComparisonOf, statusOfAll } from '../../../lib/chat/comparison'
import type { Message, MessageStatus } from '../../../lib/chat/message'
import { message } from '../../helpers/messages'

const answer = (id: string, status: MessageStatus = 'complete', text = 'Text.'): Message =>
  message({ id, parentId: 'q', role: 'assistant', status, parts: text === '' ? [] : [{ type: 'text', text }] })
const question = (answerIds: string[], decided?: true): Message =>
  message({ id: 'q', role: 'user', comparison: { answerIds, ...(decided && { decided }) } })

describe('a comparison', () => {
  it('holds its answers in order, without those that are gone or another question’s', () => {
    const stray = { ...answer('stray'), parentId: 'other' }
    const all = [question(['b', 'gone', 'stray', 'a']), answer('a'), answer('b'), answer('later'), stray]
    expect(comparedAnswers(all, all[0] ?? stray).map(({ id }) => id)).toEqual(['b', 'a'])
  })

  it('is none with one answer left, and is over when it is decided', () => {
    expect(openComparisonOf([question(['a', 'gone']), answer('a')], 'a')).toBeUndefined()
    expect(openComparisonOf([question(['a', 'b'], true), answer('a'), answer('b')], 'a')).toBeUndefined()
    expect(openComparisonOf([question(['a', 'b']), answer('a'), answer('b')], 'a')?.answers).toHaveLength(2)
    expect(openComparisonOf([question(['a', 'b']), answer('a'), answer('b'), answer('c')], 'c')).toBeUndefined()
    expect(openComparisonOf([], null)).toBeUndefined()
  })

  it('is gone on from at the shown answer if that is complete, else at the first complete one, else at one with words', () => {
    const from = (answers: Message[], leafId: string) =>
      goesOnFrom([question(answers.map(({ id }) => id)), ...answers], leafId)
    expect(from([answer('a'), answer('b')], 'b')).toBe('b')
    expect(from([answer('a', 'failed'), answer('b'), answer('c')], 'a')).toBe('b')
    expect(from([answer('a', 'failed', ''), answer('b', 'stopped')], 'a')).toBe('b')
    expect(from([answer('a', 'failed', ''), answer('b', 'failed', '')], 'b')).toBe('b')
    expect(goesOnFrom([question(['a', 'b'], true), answer('a', 'failed'), answer('b')], 'a')).toBe('a')
    expect(goesOnFrom([], null)).toBeNull()
  })

  it('stands as what its answers come to', () => {
    const of = (...all: MessageStatus[]) => statusOfAll(all.map((status) => ({ status })))
    expect(of('complete', 'streaming')).toBe('streaming')
    expect(of('complete', 'stopped', 'failed')).toBe('stopped')
    expect(of('failed', 'complete', 'interrupted')).toBe('complete')
    expect(of('failed', 'interrupted')).toBe('interrupted')
    expect(of('failed', 'failed')).toBe('failed')
    expect(of()).toBeUndefined()
  })
})
