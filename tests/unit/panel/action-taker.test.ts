import { describe, expect, it, vi } from 'vitest'
import { ChatError } from '../../../lib/chat/chat-error'
import type { PendingAction, PendingSubject } from '../../../lib/chat/pending-action'
import { fakeChat } from '../../helpers/chat'
import { message } from '../../helpers/messages'

describe('ActionTaker', () => {
  const waitingSince = { id: 'p', windowId: 1, createdAt: 1 }
  const stored: PendingSubject = { kind: 'stored', attachmentId: 'selected' }
  const pending = (actionId: string, subject: PendingSubject = stored): PendingAction => ({
    ...waitingSince,
    kind: 'act',
    actionId,
    place: 'selection',
    subject,
  })
  /** Gives each action until it is settled, like the worker. */
  function waiting(setup: ReturnType<typeof fakeChat>, ...actions: PendingAction[]) {
    const queue = [...actions]
    setup.replies.claimPendingAction = () => queue[0] ?? null
    setup.replies.settlePendingAction = () => void queue.shift()
  }

  it('makes a chip of *ask* and waits for the question, exactly once', async () => {
    const setup = fakeChat()
    waiting(setup, pending('ask'))
    const before = setup.chat.store.getState().focusRequests
    await Promise.all([setup.taker.take(), setup.taker.take()])
    expect(setup.chat.store.getState()).toMatchObject({ attachmentIds: ['selected'], focusRequests: before + 1 })
    expect(setup.named('startRun')).toEqual([])
    expect(setup.named('settlePendingAction')).toEqual([{ id: 'p' }])
  })

  it('sends a ready-made question at once and leaves the draft alone', async () => {
    const setup = fakeChat()
    setup.chat.setText('half a thought')
    waiting(setup, pending('translate'))
    await setup.taker.take()
    expect(setup.named('startRun')).toMatchObject([
      {
        text: expect.stringMatching(/^Translate the selected text into German\./) as string,
        attachmentIds: ['selected'],
        action: 'translate',
      },
    ])
    expect(setup.chat.store.getState().text).toBe('half a thought')
  })

  it('asks in the conversation that is shown, where it waits while an answer is being written', async () => {
    const setup = fakeChat()
    setup.chat.sync([message()])
    setup.port()?.onSnapshot([message()])
    const first = setup.chat.store.getState().conversationId
    waiting(setup, pending('explain'))
    await setup.taker.take()
    const [input] = setup.named('startRun') as { conversationId: string }[]
    expect(input?.conversationId).toBe(first)
    expect(setup.chat.store.getState().sent).toBeNull()
  })

  it('does nothing twice when settling failed', async () => {
    const setup = fakeChat()
    waiting(setup, pending('explain'))
    setup.replies.settlePendingAction = () => {
      throw new ChatError('internal', 'The worker died.')
    }
    await setup.taker.take()
    waiting(setup, pending('explain'))
    await setup.taker.take()
    expect(setup.named('startRun')).toHaveLength(1)
  })

  it('shows a conversation in place of the one that is shown', async () => {
    const setup = fakeChat()
    waiting(setup, { ...waitingSince, kind: 'show', conversationId: 'finished' })
    await setup.taker.take()
    expect(setup.chat.store.getState().conversationId).toBe('finished')
    expect(setup.named('settlePendingAction')).toEqual([{ id: 'p' }])
  })

  it('keeps its claim while a long page is being read', async () => {
    vi.useFakeTimers()
    try {
      const setup = fakeChat()
      const reading = Promise.withResolvers<never>()
      setup.sources.tab = () => () => reading.promise
      waiting(setup, pending('summarize', { kind: 'page', tabId: 7 }))
      const taken = setup.taker.take()
      await vi.advanceTimersByTimeAsync(9_000)
      expect(setup.named('claimPendingAction').length).toBeGreaterThan(4)
      reading.reject(new ChatError('bad-request', 'There is no text on this page.'))
      await taken
      const claims = setup.named('claimPendingAction').length
      await vi.advanceTimersByTimeAsync(9_000)
      expect(setup.named('claimPendingAction')).toHaveLength(claims)
      expect(setup.named('settlePendingAction')).toEqual([{ id: 'p' }])
    } finally {
      vi.useRealTimers()
    }
  })

  it('begins a new chat with a question from the address bar', async () => {
    const setup = fakeChat()
    setup.chat.setText('half a thought')
    const before = setup.chat.store.getState().conversationId
    waiting(setup, { ...waitingSince, kind: 'question', text: 'why is the sky blue' })
    await setup.taker.take()
    expect(setup.named('startRun')).toMatchObject([{ text: 'why is the sky blue', attachmentIds: [] }])
    expect(setup.chat.store.getState().conversationId).not.toBe(before)
    expect(setup.named('saveDraft')).toContainEqual({
      draft: { conversationId: before, text: 'half a thought', attachmentIds: [] },
    })
  })

  it('brings along what such a question is about', async () => {
    const setup = fakeChat()
    waiting(setup, { ...waitingSince, kind: 'question', text: 'What is a gloss?', attachmentIds: ['sample'] })
    await setup.taker.take()
    expect(setup.named('startRun')).toMatchObject([{ text: 'What is a gloss?', attachmentIds: ['sample'] }])
  })

  it('says why a selection could not be read', async () => {
    const setup = fakeChat()
    waiting(setup, pending('ask', { kind: 'unreadable', problem: 'The browser does not let extensions read it.' }))
    await setup.taker.take()
    expect(setup.chat.store.getState().problem?.error.message).toBe('The browser does not let extensions read it.')
  })
})
