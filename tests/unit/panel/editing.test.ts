import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeChat } from '../../helpers/chat'
import { message } from '../../helpers/messages'

const asked = (id = 'question') =>
  message({ id, role: 'user', status: 'complete', parts: [{ type: 'text', text: 'Why?' }], attachmentIds: ['page'] })

const draft = { text: '', attachmentIds: [] }
const left = { questionId: 'question', text: 'Why not?', attachmentIds: ['page'] }

describe('a question in other words', () => {
  beforeEach(() => void vi.useFakeTimers())

  it('is stored a moment after the last key, and at once when the panel may go', () => {
    const { chat, named } = fakeChat()
    const question = asked()
    chat.editing.open(question)
    chat.editing.write(question, { text: 'Why n' })
    chat.editing.write(question, { text: 'Why not?' })
    expect(named('saveEdit')).toEqual([])
    vi.runAllTimers()
    const { text, attachmentIds } = left
    expect(named('saveEdit')).toEqual([
      { conversationId: question.conversationId, questionId: 'question', edit: { text, attachmentIds } },
    ])
    chat.editing.write(question, { attachmentIds: [] })
    chat.flushDraft()
    expect(named('saveEdit').at(-1)).toMatchObject({ edit: { text, attachmentIds: [] } })
  })

  it('belongs to the conversation that is left, and comes back with it, to be opened', () => {
    const { chat, named } = fakeChat()
    const question = asked()
    chat.editing.open(question)
    chat.editing.write(question, { text: 'Why not?' })
    chat.open('another')
    expect(named('saveEdit')).toMatchObject([{ conversationId: question.conversationId }])
    expect(chat.store.getState().edits).toEqual([])

    chat.open(question.conversationId, { ...draft, edits: [left] })
    expect(chat.store.getState().edits).toEqual([{ ...left, isOpen: false }])
    chat.editing.open(question)
    expect(chat.store.getState().edits).toEqual([{ ...left, isOpen: true }])
  })

  it('is offered when another branch is shown in its place, unless nothing was changed', () => {
    const { chat, named } = fakeChat()
    const [changed, same, emptied] = [asked('changed'), asked('same'), asked('emptied')]
    for (const question of [changed, same, emptied]) chat.editing.open(question)
    chat.editing.write(changed, { text: 'Why not?' })
    chat.editing.write(same, { text: 'Why? ' })
    chat.editing.write(emptied, { text: ' ', attachmentIds: [] })
    for (const question of [changed, same, emptied]) chat.editing.leave(question)
    expect(chat.store.getState().edits).toMatchObject([{ questionId: 'changed', isOpen: false }])
    expect(named('saveEdit')).toMatchObject([
      { questionId: 'changed', edit: { text: 'Why not?' } },
      { questionId: 'same', edit: null },
      { questionId: 'emptied', edit: null },
    ])
  })

  it('is no draft any more once the reader wants none of it', () => {
    const { chat, named } = fakeChat()
    const question = asked()
    chat.open(question.conversationId, { ...draft, edits: [left, { ...left, questionId: 'other' }] })
    chat.editing.drop(question)
    expect(chat.store.getState().edits).toMatchObject([{ questionId: 'other' }])
    expect(named('saveEdit')).toEqual([{ conversationId: question.conversationId, questionId: 'question', edit: null }])
    vi.runAllTimers()
    expect(named('saveEdit')).toHaveLength(1)
  })
})
