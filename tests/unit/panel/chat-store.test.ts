import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Snapshot } from '../../../lib/chat/attachment'
import { ChatError } from '../../../lib/chat/chat-error'
import { fakeChat } from '../../helpers/chat'
import { attachment, message } from '../../helpers/messages'

describe('Chat', () => {
  beforeEach(() => void vi.useRealTimers())

  it('sends the draft and empties it', async () => {
    const { chat, named } = fakeChat()
    chat.setText('Why?')
    chat.attach('a')
    await chat.submit()
    expect(named('startRun')).toMatchObject([{ text: 'Why?', attachmentIds: ['a'], presetId: 'builtin' }])
    expect(chat.store.getState()).toMatchObject({ text: '', attachmentIds: [], sent: { text: 'Why?' } })
  })

  it('gives the draft back when it could not be sent, and says why', async () => {
    const { chat, replies } = fakeChat()
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
    const { chat, named } = fakeChat()
    chat.setText('Why?')
    await Promise.all([chat.submit(), chat.submit()])
    expect(named('startRun')).toHaveLength(1)
  })

  it('listens before it asks, so that no first word is missed', async () => {
    const { chat, replies, followed } = fakeChat()
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
    const { chat, named, port, followed } = fakeChat()
    chat.setText('Why?')
    await chat.submit()
    const empty = message({ conversationId: chat.store.getState().conversationId })
    port()?.onEvents([
      { messageId: 'answer', event: { type: 'start', message: empty } },
      { messageId: 'answer', event: { type: 'text-delta', text: 'Be' } },
      { messageId: 'unknown', event: { type: 'text-delta', text: 'lost' } },
    ])
    const [input] = named('startRun') as { questionId: string }[]
    const question = message({ id: input?.questionId ?? '', role: 'user', status: 'complete' })
    chat.sync([question, empty])
    expect(chat.store.getState()).toMatchObject({ sent: null, live: { answer: { parts: [{ text: 'Be' }] } } })
    expect(chat.busy).toBe(true)

    port()?.onEvents([{ messageId: 'answer', event: { type: 'status', status: 'complete' } }])
    expect(chat.busy).toBe(false)
    chat.sync([question, { ...empty, status: 'complete' }])
    expect(chat.store.getState().live).toEqual({})
    expect(followed.now).toBe(0)
  })

  it('knows a turn that was stored just now until the database shows it', async () => {
    const { chat, port } = fakeChat()
    chat.setText('Why?')
    await chat.submit()
    const question = message({ id: 'q', role: 'user', status: 'complete' })
    const answer = message({ parentId: 'q' })
    const begun = () => chat.store.getState().begun
    port()?.onEvents([{ messageId: 'answer', event: { type: 'start', message: answer, question } }])
    expect(begun()).toEqual({ question, answer })
    chat.sync([question, answer], true)
    port()?.onEvents([{ messageId: 'answer', event: { type: 'text-delta', text: 'Be' } }])
    expect(begun()?.answer).toBe(answer)
    chat.sync([question, answer])
    expect(begun()).toBeNull()
  })

  it('waits for the database where several answers begin, or one to an earlier question, and forgets what it leaves', async () => {
    const { chat, port } = fakeChat()
    const question = message({ id: 'q', role: 'user', status: 'complete' })
    chat.setText('Why?')
    await chat.submit()
    const start = { type: 'start' as const, message: message({ parentId: 'q' }) }
    const compared = { ...question, comparison: { answerIds: ['answer', 'b'] } }
    port()?.onEvents([{ messageId: 'answer', event: { ...start, question: compared } }])
    port()?.onEvents([{ messageId: 'answer', event: start }])
    expect(chat.store.getState().begun).toBeNull()
    port()?.onEvents([{ messageId: 'answer', event: { ...start, question } }])
    chat.open('elsewhere')
    expect(chat.store.getState().begun).toBeNull()
  })

  it('follows a run that another panel started, and holds no port while nothing runs', () => {
    const { chat, followed } = fakeChat()
    chat.sync([])
    expect(followed.now).toBe(0)
    chat.sync([message()])
    chat.sync([message()])
    expect(followed).toEqual({ now: 1, ever: 1 })
    chat.sync([message({ status: 'interrupted' })])
    expect(followed.now).toBe(0)
  })

  it('lets go of the port when the answer was over before anything was heard of it', async () => {
    const { chat, followed } = fakeChat()
    chat.setText('Why?')
    await chat.submit()
    expect(followed.now).toBe(1)
    chat.sync([message({ status: 'complete' })])
    expect(followed.now).toBe(0)
  })

  it('queues behind an answer that is being written, and shows nothing in the thread', async () => {
    const { chat, named, replies } = fakeChat()
    chat.sync([message()])
    replies.startRun = () => ({ answerId: null })
    chat.setText('And then?')
    await chat.submit()
    expect(named('startRun')).toMatchObject([{ text: 'And then?' }])
    expect(chat.store.getState()).toMatchObject({ text: '', sent: null, overtaken: null, runningIds: ['answer'] })
  })

  it('sends a question after the one before is stored, also where that has to be sent again', async () => {
    const { chat, named, replies } = fakeChat()
    chat.sync([message()])
    let die: (() => void) | undefined
    replies.startRun = () =>
      new Promise((_resolve, reject) => {
        replies.startRun = () => ({ answerId: null })
        die = () => reject(new ChatError('internal', 'The background of Gloss did not answer.'))
      })
    chat.setText('First?')
    const first = chat.submit()
    chat.setText('Second?')
    const second = chat.submit()
    expect(named('startRun')).toMatchObject([{ text: 'First?' }])
    die?.()
    await Promise.all([first, second])
    expect(named('startRun')).toMatchObject([{ text: 'First?' }, { text: 'First?', again: true }, { text: 'Second?' }])
  })

  it('says so when another window was quicker, and holds no port for what will not come', async () => {
    const { chat, replies, followed } = fakeChat()
    replies.startRun = () => ({ answerId: null })
    chat.setText('Mine?')
    await chat.submit()
    const { sent, overtaken } = chat.store.getState()
    expect({ sent, overtaken, ports: followed.now }).toEqual({ sent: null, overtaken: expect.any(String), ports: 0 })
    chat.newChat()
    expect(chat.store.getState().overtaken).toBeNull()
  })

  it('says so, too, when the other window was heard of before the question was looked through', async () => {
    const plans: (() => void)[] = []
    const plan = () => new Promise<undefined>((resolve) => plans.push(() => resolve(undefined)))
    const { chat, replies } = fakeChat({ plan })
    replies.startRun = () => ({ answerId: null })
    const ask = async (text: string, meanwhile: () => void) => {
      chat.setText(text)
      chat.attach('a')
      const asked = chat.submit()
      await vi.waitFor(() => expect(plans).toHaveLength(1))
      meanwhile()
      plans.pop()?.()
      await asked
      return chat.store.getState().overtaken
    }
    expect(await ask('Mine?', () => chat.sync([message()]))).toEqual(expect.any(String))
    // Whoever sees the answer being written knows what the question waits for.
    expect(await ask('And mine?', () => {})).toBeNull()
  })

  it('gives a draft back that found the queue full', async () => {
    const { chat, replies } = fakeChat()
    chat.sync([message()])
    replies.startRun = () => {
      throw new ChatError('bad-request', '20 questions wait here already.')
    }
    chat.setText('One more')
    await chat.submit()
    expect(chat.store.getState()).toMatchObject({ text: 'One more', problem: { error: { kind: 'bad-request' } } })
    expect(chat.busy, 'the answer is still being written').toBe(true)
  })

  it('sends the next question by the chosen model, and holds no port when there was none', async () => {
    const { chat, named, replies, followed } = fakeChat({ presetId: () => 'chosen' })
    replies.sendNext = () => ({ answerId: null })
    await chat.sendNext()
    expect(named('sendNext')).toEqual([{ conversationId: 'id-1', presetId: 'chosen' }])
    expect(followed).toEqual({ now: 0, ever: 1 })
  })

  it('saves the draft once after a pause in typing', async () => {
    vi.useFakeTimers()
    const { chat, named } = fakeChat()
    chat.setText('a')
    chat.setText('ab')
    await vi.advanceTimersByTimeAsync(300)
    expect(named('saveDraft')).toMatchObject([{ draft: { text: 'ab' } }])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('does not bring a sent draft back, and keeps what is written meanwhile', async () => {
    vi.useFakeTimers()
    const { chat, named } = fakeChat()
    chat.setText('Why?')
    const sending = chat.submit()
    chat.setText('And')
    await sending
    await vi.advanceTimersByTimeAsync(1_000)
    expect(named('saveDraft').map((input) => (input as { draft: { text: string } }).draft.text)).not.toContain('Why?')
    expect(named('saveDraft').at(-1)).toMatchObject({ draft: { text: 'And' } })
  })

  it('gives a draft back to its own conversation when another is shown by then', async () => {
    const { chat, named, replies } = fakeChat()
    const first = chat.store.getState().conversationId
    replies.startRun = () => {
      throw new ChatError('storage-full', 'Full.')
    }
    chat.setText('Why?')
    const sending = chat.submit()
    chat.newChat()
    await sending
    expect(chat.store.getState().text).toBe('')
    expect(named('saveDraft').at(-1)).toMatchObject({ draft: { conversationId: first, text: 'Why?' } })
  })

  it('asks again by the chosen model, or by the one it is told, recorded where that is wished', async () => {
    const { chat, named } = fakeChat({ presetId: () => 'chosen' })
    await chat.retry('answer')
    chat.newChat()
    await chat.retry('answer', { presetId: 'same', record: true })
    expect(named('retryRun')).toEqual([
      { messageId: 'answer', presetId: 'chosen' },
      { messageId: 'answer', presetId: 'same', record: true },
    ])
  })

  it('asks again beside a question with other attachments, and watches the answer', async () => {
    const { chat, named, followed, replies } = fakeChat()
    replies.askAnew = () => ({ answerId: 'again' })
    await chat.askAnew('answer', ['trimmed'])
    expect(named('askAnew')).toMatchObject([{ messageId: 'answer', attachmentIds: ['trimmed'], presetId: 'builtin' }])
    expect(followed.now).toBe(1)
  })

  it('puts a snapshot in the place of another, or at the end', () => {
    const { chat } = fakeChat()
    for (const id of ['a', 'b', 'c']) chat.attach(id)
    chat.replace('b', 'trimmed')
    expect(chat.store.getState().attachmentIds).toEqual(['a', 'trimmed', 'c'])
    chat.replace('sent before', 'a')
    expect(chat.store.getState().attachmentIds).toEqual(['trimmed', 'c', 'a'])
  })

  it('is busy with an answer that only the database knows of yet', () => {
    const { chat } = fakeChat()
    chat.sync([message()])
    expect(chat.busy).toBe(true)
    expect(chat.store.getState().runningIds).toEqual(['answer'])
  })

  it('attaches what it read, once per press', async () => {
    const { chat, named } = fakeChat()
    expect(await Promise.all([chat.read('page'), chat.read('page')])).toEqual([true, false])
    expect(named('saveAttachment')).toHaveLength(1)
    expect(chat.store.getState()).toMatchObject({ attachmentIds: ['stored'], reading: null })
  })

  it('sends with what is being read, once it is there', async () => {
    const { chat, named } = fakeChat()
    chat.setText('Why?')
    const read = Promise.withResolvers<[]>()
    const taken = chat.take('page', () => read.promise)
    const submitted = Promise.all([chat.submit(), chat.submit()])
    expect(chat.store.getState()).toMatchObject({ text: 'Why?', sendsWhenRead: true })
    expect(named('startRun')).toEqual([])
    chat.attach('a')
    read.resolve([])
    await Promise.all([taken, submitted])
    // Nothing came of it: the reader decides anew.
    expect(named('startRun')).toEqual([])
    expect(chat.store.getState().sendsWhenRead).toBe(false)

    const again = chat.read('page')
    await Promise.all([again, chat.submit()])
    expect(named('startRun')).toMatchObject([{ text: 'Why?', attachmentIds: ['a', expect.any(String)] }])
  })

  it('does not send when the reader wants no more of what is being read', async () => {
    const { chat, named } = fakeChat()
    chat.setText('Why?')
    const taken = chat.take('page', () => new Promise(() => undefined))
    const submitted = chat.submit()
    chat.cancelReading()
    await Promise.all([taken, submitted])
    expect(named('startRun')).toEqual([])
    expect(chat.store.getState()).toMatchObject({ text: 'Why?', sendsWhenRead: false })
  })

  it('keeps a reading out of a conversation that was opened meanwhile', async () => {
    const { chat } = fakeChat()
    const reading = chat.read('page')
    chat.newChat()
    expect(await reading).toBe(false)
    expect(chat.store.getState().attachmentIds).toEqual([])
  })

  it('says why a page could not be read, and can try it again', async () => {
    const readSelection = vi.fn(() => Promise.reject(new ChatError('permission', 'Not allowed.')))
    const { chat } = fakeChat({ readSelection })
    expect(await chat.read('selection')).toBe(false)
    const { reading, problem } = chat.store.getState()
    expect({ reading, problem }).toMatchObject({ reading: null, problem: { error: { kind: 'permission' } } })
    problem?.again?.()
    expect(readSelection).toHaveBeenCalledTimes(2)
  })

  it('reads the page first where the question makes no sense without, and asks then', async () => {
    const { chat, named } = fakeChat({ wantsPage: async () => true })
    chat.sync([])
    chat.setText('Why?')
    await chat.submit()
    expect(named('startRun')).toMatchObject([{ text: 'Why?', attachmentIds: ['stored'] }])
    expect(chat.store.getState()).toMatchObject({ text: '', attachmentIds: [], sendsWhenRead: false })
  })

  it('reads it in a chat that was begun just now, too', async () => {
    const { chat, named } = fakeChat({ wantsPage: async () => true })
    chat.newChat()
    chat.setText('Why?')
    await chat.submit()
    expect(named('startRun')).toMatchObject([{ attachmentIds: ['stored'] }])
  })

  it('reads nothing where something is attached, or goes along from before', async () => {
    const wantsPage = vi.fn(async () => true)
    const { chat, named } = fakeChat({ wantsPage })
    chat.sync([message({ attachmentIds: ['before'] })])
    chat.setText('Why?')
    await chat.submit()
    chat.sync([])
    chat.setText('And now?')
    chat.attach('one')
    await chat.submit()
    expect(wantsPage).not.toHaveBeenCalled()
    expect(named('startRun')).toMatchObject([{ attachmentIds: [] }, { attachmentIds: ['one'] }])
    expect(named('saveAttachment')).toEqual([])
  })

  it('keeps such a question when the page cannot be read, and asks it once it can', async () => {
    const { id: _id, ...snapshot } = attachment()
    const readPage = vi.fn<() => Promise<Snapshot>>().mockRejectedValueOnce(new ChatError('permission', 'Not yet.'))
    readPage.mockResolvedValue({ ...snapshot, kind: 'page' })
    const { chat, named } = fakeChat({ readPage, wantsPage: async () => true })
    chat.sync([])
    chat.setText('Why?')
    await chat.submit()
    expect(named('startRun')).toEqual([])
    expect(chat.store.getState()).toMatchObject({ text: 'Why?', problem: { error: { kind: 'permission' } } })
    chat.store.getState().problem?.again?.()
    await vi.waitFor(() => expect(named('startRun')).toMatchObject([{ text: 'Why?', attachmentIds: ['stored'] }]))
    expect(chat.store.getState().problem).toBeNull()
  })

  it('asks a ready-made question, by whoever it is for, and takes from the draft what goes with it', async () => {
    const { chat, named } = fakeChat()
    chat.setText('half a thought')
    chat.attach('one')
    chat.attach('two')
    await chat.askAbout(
      { text: 'Summarize it.', attachmentIds: ['one'] },
      { action: 'summarize', presetId: 'another' },
      { attachmentIds: ['two'] },
    )
    expect(named('startRun')).toMatchObject([
      { text: 'Summarize it.', attachmentIds: ['one'], action: 'summarize', presetId: 'another' },
    ])
    expect(chat.store.getState()).toMatchObject({ text: 'half a thought', attachmentIds: ['two'] })
  })
})
