import { describe, expect, it } from 'vitest'
import type { Message } from '../../../lib/chat/message'
import { fakeChat } from '../../helpers/chat'
import { message } from '../../helpers/messages'

const answer = (id: string, more: Partial<Message> = {}) =>
  message({ id, parentId: 'q', presetId: `of-${id}`, ...more })
const question = (answerIds: string[], decided?: true) =>
  message({ id: 'q', role: 'user', status: 'complete', comparison: { answerIds, ...(decided && { decided }) } })

describe('a panel that compares', () => {
  it('puts a question to all that are chosen, and one with a model of its own to that alone', async () => {
    const { chat, named } = fakeChat({ comparedPresetIds: () => ['second', 'third'] })
    chat.setText('Which?')
    await chat.submit()
    expect(named('startRun')).toMatchObject([{ presetId: 'builtin', comparedPresetIds: ['second', 'third'] }])
    await chat.askAbout({ text: 'Explain.', attachmentIds: ['a'] }, { action: 'explain', presetId: 'own' }, {})
    expect(named('startRun')[1]).toMatchObject({ presetId: 'own' })
    expect(named('startRun')[1]).not.toHaveProperty('comparedPresetIds')
  })

  it('knows of all that are written, and that one ended while the others go on', () => {
    const { chat, port, followed } = fakeChat()
    const all = [answer('a'), answer('b'), answer('c')]
    chat.sync([question(['a', 'b', 'c']), ...all])
    port()?.onSnapshot(all)
    const { runningIds } = chat.store.getState()
    expect(runningIds).toEqual(['a', 'b', 'c'])
    port()?.onEvents([{ messageId: 'a', event: { type: 'text-delta', text: 'Word' } }])
    expect(chat.store.getState().runningIds, 'nobody draws for nothing').toBe(runningIds)
    port()?.onEvents([{ messageId: 'b', event: { type: 'status', status: 'complete' } }])
    expect(chat.store.getState().runningIds).toEqual(['a', 'c'])
    expect(followed.now).toBe(1)
  })

  it('asks one again, by its own model, and continues another while the rest is written', async () => {
    const { chat, named } = fakeChat()
    const ended = answer('a', { status: 'failed' })
    chat.sync([question(['a', 'b', 'c']), ended, answer('b', { status: 'stopped' }), answer('c')])
    expect([chat.busy, chat.isBusyAt('a'), chat.isBusyAt('elsewhere')]).toEqual([true, false, true])
    await Promise.all([chat.retry('a'), chat.retry('a')])
    await chat.continue('b')
    expect(named('retryRun')).toEqual([{ messageId: 'a', presetId: 'of-a' }])
    expect(named('continueRun')).toEqual([{ messageId: 'b' }])
    await chat.retry('elsewhere')
    expect(named('retryRun')).toHaveLength(1)
  })

  it('waits like any other once one is kept', async () => {
    const { chat, named } = fakeChat()
    chat.sync([question(['a', 'b'], true), answer('a', { status: 'failed' }), answer('b')])
    await chat.retry('a')
    expect(named('retryRun')).toEqual([])
  })

  it('stops one, or whatever is written here', async () => {
    const { chat, named } = fakeChat()
    const { conversationId } = chat.store.getState()
    await chat.stop('b')
    await chat.stopAll()
    expect(named('stopRun')).toEqual([{ messageId: 'b' }])
    expect(named('stopConversation')).toEqual([{ conversationId }])
  })

  it('keeps one, shows all again, and puts a question to others', async () => {
    const { chat, named } = fakeChat()
    await chat.comparing.keep('b')
    await chat.comparing.showAgain('q')
    chat.sync([message({ id: 'b', status: 'complete' })])
    await chat.comparing.start('b', ['second'])
    expect(named('keepAnswer')).toEqual([{ messageId: 'b' }])
    expect(named('showComparison')).toEqual([{ questionId: 'q' }])
    expect(named('compareRun')).toEqual([{ messageId: 'b', presetIds: ['second'] }])
  })
})
