import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Snapshot } from '../../../lib/chat/attachment'
import { ChatError } from '../../../lib/chat/chat-error'
import type { PendingAction } from '../../../lib/chat/pending-action'
import type { call, CallName } from '../../../lib/messaging/calls'
import { Chat, type ChatDependencies } from '../../../lib/panel/chat-store'
import type { PortHandlers } from '../../../lib/panel/port-client'
import { attachment, message } from '../../helpers/messages'

const { id: _, ...snapshot } = attachment()

function setUp(overrides: Partial<ChatDependencies> = {}) {
  const calls: [name: CallName, input: unknown][] = []
  const replies: Partial<Record<CallName, (input: never) => unknown>> = {
    startRun: () => ({ questionId: 'q', answerId: 'answer' }),
    retryRun: () => ({ answerId: 'answer' }),
    saveAttachment: ({ snapshot: taken }: { snapshot: Snapshot }) => ({ ...taken, id: 'stored' }),
    claimPendingAction: () => null,
  }
  let port: PortHandlers | undefined
  const followed = { now: 0, ever: 0 }
  let ids = 0
  const chat = new Chat({
    call: (async (name: CallName, input: unknown) => {
      calls.push([name, input])
      return replies[name]?.(input as never)
    }) as typeof call,
    follow: (_conversationId, handlers) => {
      port = handlers
      followed.now += 1
      followed.ever += 1
      return () => void (followed.now -= 1)
    },
    readPage: async () => ({ ...snapshot, kind: 'page' }),
    readSelection: async () => snapshot,
    createId: () => `id-${++ids}`,
    windowId: 1,
    presetId: () => 'builtin',
    language: () => 'de',
    ...overrides,
  })
  const named = (name: CallName) => calls.filter(([of]) => of === name).map(([, input]) => input)
  return { chat, calls, named, replies, followed, port: () => port }
}

describe('Chat', () => {
  beforeEach(() => void vi.useRealTimers())

  it('sends the draft and empties it', async () => {
    const { chat, named } = setUp()
    chat.setText('Why?')
    chat.attach('a')
    await chat.submit()
    expect(named('startRun')).toMatchObject([{ text: 'Why?', attachmentIds: ['a'], presetId: 'builtin' }])
    expect(chat.store.getState()).toMatchObject({ text: '', attachmentIds: [], sent: { questionId: 'q' } })
  })

  it('gives the draft back when it could not be sent, and says why', async () => {
    const { chat, replies } = setUp()
    replies.startRun = () => {
      throw new ChatError('storage-full', 'Full.')
    }
    chat.setText('Why?')
    chat.attach('a')
    await chat.submit()
    expect(chat.store.getState()).toMatchObject({
      text: 'Why?',
      attachmentIds: ['a'],
      sent: null,
      problem: { error: { kind: 'storage-full' } },
    })
  })

  it('sends once for two presses of Enter', async () => {
    const { chat, named } = setUp()
    chat.setText('Why?')
    await Promise.all([chat.submit(), chat.submit()])
    expect(named('startRun')).toHaveLength(1)
  })

  it('listens before it asks, so that no first word is missed', async () => {
    const { chat, replies, followed } = setUp()
    let listening = 0
    replies.startRun = () => {
      listening = followed.now
      return { questionId: 'q', answerId: 'answer' }
    }
    chat.setText('Why?')
    await chat.submit()
    expect(listening).toBe(1)
  })

  it('folds what the port tells, and lets the database take over at the end', async () => {
    const { chat, port, followed } = setUp()
    chat.setText('Why?')
    await chat.submit()
    const empty = message({ conversationId: chat.store.getState().conversationId })
    port()?.onEvents([
      { messageId: 'answer', event: { type: 'start', message: empty } },
      { messageId: 'answer', event: { type: 'text-delta', text: 'Be' } },
      { messageId: 'unknown', event: { type: 'text-delta', text: 'lost' } },
    ])
    const question = message({ id: 'q', role: 'user', status: 'complete' })
    chat.sync([question, empty])
    expect(chat.store.getState()).toMatchObject({ sent: null, live: { answer: { parts: [{ text: 'Be' }] } } })
    expect(chat.busy).toBe(true)

    port()?.onEvents([{ messageId: 'answer', event: { type: 'status', status: 'complete' } }])
    expect(chat.busy).toBe(false)
    chat.sync([question, { ...empty, status: 'complete' }])
    expect(chat.store.getState().live).toEqual({})
    expect(followed.now).toBe(0)
  })

  it('follows a run that another panel started, and holds no port while nothing runs', () => {
    const { chat, followed } = setUp()
    chat.sync([])
    expect(followed.now).toBe(0)
    chat.sync([message()])
    chat.sync([message()])
    expect(followed).toEqual({ now: 1, ever: 1 })
    chat.sync([message({ status: 'interrupted' })])
    expect(followed.now).toBe(0)
  })

  it('saves the draft once after a pause in typing', async () => {
    vi.useFakeTimers()
    const { chat, named } = setUp()
    chat.setText('a')
    chat.setText('ab')
    await vi.advanceTimersByTimeAsync(300)
    expect(named('saveDraft')).toMatchObject([{ draft: { text: 'ab' } }])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('does not bring a sent draft back', async () => {
    vi.useFakeTimers()
    const { chat, named } = setUp()
    chat.setText('Why?')
    await chat.submit()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(named('saveDraft')).toEqual([])
  })

  it('attaches what it read, once per press', async () => {
    const { chat, named } = setUp()
    expect(await Promise.all([chat.read('page'), chat.read('page')])).toEqual([true, false])
    expect(named('saveAttachment')).toHaveLength(1)
    expect(chat.store.getState()).toMatchObject({ attachmentIds: ['stored'], reading: null })
  })

  it('keeps a reading out of a conversation that was opened meanwhile', async () => {
    const { chat } = setUp()
    const reading = chat.read('page')
    chat.newChat()
    expect(await reading).toBe(false)
    expect(chat.store.getState().attachmentIds).toEqual([])
  })

  it('says why a page could not be read, and what was being read', async () => {
    const { chat } = setUp({ readSelection: () => Promise.reject(new ChatError('permission', 'Not allowed.')) })
    expect(await chat.read('selection')).toBe(false)
    expect(chat.store.getState()).toMatchObject({
      reading: null,
      problem: { reading: 'selection', error: { kind: 'permission' } },
    })
  })

  it('asks a ready-made question about the page when nothing is attached', async () => {
    const { chat, named } = setUp()
    await chat.ask('Summarize this page.', 'summarize')
    expect(named('startRun')).toMatchObject([
      { text: 'Summarize this page.', attachmentIds: ['stored'], action: 'summarize' },
    ])
  })

  describe('an action from outside', () => {
    const pending = (action: PendingAction['action'], id = 'p'): PendingAction => ({
      id,
      windowId: 1,
      action,
      attachmentId: 'selected',
      createdAt: 1,
    })
    /** Gives each action until it is settled, like the worker. */
    function waiting(setup: ReturnType<typeof setUp>, ...actions: PendingAction[]) {
      const queue = [...actions]
      setup.replies.claimPendingAction = () => queue[0] ?? null
      setup.replies.settlePendingAction = () => void queue.shift()
    }

    it('of *ask* becomes a chip and waits for the question, exactly once', async () => {
      const setup = setUp()
      waiting(setup, pending('ask'))
      const before = setup.chat.store.getState().focusRequests
      await Promise.all([setup.chat.takePendingActions(), setup.chat.takePendingActions()])
      expect(setup.chat.store.getState()).toMatchObject({ attachmentIds: ['selected'], focusRequests: before + 1 })
      expect(setup.named('startRun')).toEqual([])
      expect(setup.named('settlePendingAction')).toEqual([{ id: 'p' }])
    })

    it('of a ready-made question is sent at once and leaves the draft alone', async () => {
      const setup = setUp()
      setup.chat.setText('half a thought')
      waiting(setup, pending('translate'))
      await setup.chat.takePendingActions()
      expect(setup.named('startRun')).toMatchObject([
        { text: 'Translate this passage into German.', attachmentIds: ['selected'], action: 'translate' },
      ])
      expect(setup.chat.store.getState().text).toBe('half a thought')
    })

    it('opens a conversation of its own while an answer is being written', async () => {
      const setup = setUp()
      setup.chat.sync([message()])
      setup.port()?.onSnapshot([message()])
      const first = setup.chat.store.getState().conversationId
      waiting(setup, pending('explain'))
      await setup.chat.takePendingActions()
      const [input] = setup.named('startRun') as { conversationId: string }[]
      expect(input?.conversationId).not.toBe(first)
    })

    it('is not done twice when settling it failed', async () => {
      const setup = setUp()
      waiting(setup, pending('explain'))
      setup.replies.settlePendingAction = () => {
        throw new ChatError('internal', 'The worker died.')
      }
      await setup.chat.takePendingActions()
      waiting(setup, pending('explain'))
      await setup.chat.takePendingActions()
      expect(setup.named('startRun')).toHaveLength(1)
    })

    it('that could not be read says why', async () => {
      const setup = setUp()
      waiting(setup, { ...pending('ask'), attachmentId: null, problem: 'The browser does not let extensions read it.' })
      await setup.chat.takePendingActions()
      expect(setup.chat.store.getState().problem?.error.message).toBe('The browser does not let extensions read it.')
    })
  })
})
