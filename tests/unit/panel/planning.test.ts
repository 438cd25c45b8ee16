import { describe, expect, it, vi } from 'vitest'
import type { ReadingPlan } from '../../../lib/chat/reading-plan'
import { fakeChat } from '../../helpers/chat'
import { message } from '../../helpers/messages'

const figures = { sections: 3, of: 3, tokens: 9_000 }
const plan: ReadingPlan = { presetName: 'P', tokens: 9_000, largestId: 'a', everything: figures, relevant: figures }

describe('a question that does not fit', () => {
  it('is not sent before the reader chose how, and is sent so', async () => {
    const { chat, named } = fakeChat({ plan: async () => plan })
    chat.setText('Why?')
    chat.attach('a')
    await chat.submit()
    expect(named('startRun')).toEqual([])
    expect(chat.store.getState()).toMatchObject({ text: 'Why?', attachmentIds: ['a'], plan: { plan } })
    chat.store.getState().plan?.choose('relevant')
    await expect.poll(() => named('startRun')).toMatchObject([{ text: 'Why?', reading: 'relevant' }])
    expect(chat.store.getState()).toMatchObject({ text: '', attachmentIds: [], plan: null })
  })

  it('is not looked at where nothing is attached, and leaves at once', async () => {
    const look = vi.fn<() => Promise<undefined>>(async () => undefined)
    const { chat, named } = fakeChat({ plan: look })
    chat.sync([])
    chat.setText('Why?')
    void chat.submit()
    expect(named('startRun')).toHaveLength(1)
    expect(look).not.toHaveBeenCalled()
  })

  it('is looked at where something is attached further above', async () => {
    const { chat, named } = fakeChat({ plan: async () => plan })
    const { conversationId } = chat.store.getState()
    chat.sync([message({ id: 'q', conversationId, attachmentIds: ['a'] })])
    chat.setText('Why?')
    await chat.submit()
    expect(named('startRun')).toEqual([])
    expect(chat.store.getState()).toMatchObject({ plan: { plan } })
  })

  it('stays a draft when the reader thinks better of it', async () => {
    const { chat, named } = fakeChat({ plan: async () => plan })
    chat.setText('Why?')
    await chat.submit()
    chat.dismissPlan()
    expect(chat.store.getState()).toMatchObject({ text: 'Why?', plan: null })
    expect(named('startRun')).toEqual([])
  })

  it('is asked once where Enter is pressed twice while it is looked at', async () => {
    const { chat, named } = fakeChat({ plan: async () => undefined })
    chat.setText('Why?')
    await Promise.all([chat.submit(), chat.submit()])
    expect(named('startRun')).toHaveLength(1)
    expect(named('startRun')).not.toMatchObject([{ reading: expect.anything() }])
  })

  it('is sent whole where it cannot be told whether it fits, and the reason is shown', async () => {
    const { chat, named } = fakeChat({ plan: () => Promise.reject(new Error('The list is damaged.')) })
    chat.setText('Why?')
    await chat.submit()
    expect(named('startRun')).toHaveLength(1)
  })

  it('is sent into its own conversation when that was left meanwhile', async () => {
    let answer: (plan: undefined) => void = () => {}
    const { chat, named } = fakeChat({ plan: () => new Promise((resolve) => (answer = resolve)) })
    const { conversationId } = chat.store.getState()
    chat.setText('Why?')
    const submitted = chat.submit()
    chat.newChat()
    await Promise.resolve()
    answer(undefined)
    await submitted
    expect(named('startRun')).toMatchObject([{ conversationId, text: 'Why?' }])
    expect(chat.store.getState()).toMatchObject({ text: '', sent: null })
  })

  it('leaves alone what is typed meanwhile, and the next question waits for its turn', async () => {
    const answers: ((plan: ReadingPlan | undefined) => void)[] = []
    const { chat, named } = fakeChat({ plan: () => new Promise((resolve) => answers.push(resolve)) })
    chat.setText('First?')
    const first = chat.submit()
    chat.setText('Second?')
    const second = chat.submit()
    chat.setText('Third, half')
    await expect.poll(() => answers).toHaveLength(1)
    answers[0]?.(undefined)
    await first
    await expect.poll(() => answers).toHaveLength(2)
    answers[1]?.(undefined)
    await second
    expect(named('startRun')).toMatchObject([{ text: 'First?' }, { text: 'Second?' }])
    expect(chat.store.getState().text).toBe('Third, half')
  })

  it('comes back with those that follow it, so that nothing typed is lost', async () => {
    const { chat, named } = fakeChat({ plan: async () => plan })
    chat.setText('First?')
    const first = chat.submit()
    chat.setText('Second?')
    await Promise.all([first, chat.submit()])
    expect(named('startRun')).toEqual([])
    expect(chat.store.getState().text.split('\n\n').sort()).toEqual(['First?', 'Second?'])
  })

  it('has the same choice when a server refused it, and is asked again so', async () => {
    const { chat, named } = fakeChat({ plan: async () => plan })
    await chat.offerPlan('answer')
    expect(named('retryRun')).toEqual([])
    chat.store.getState().plan?.choose('everything')
    await expect.poll(() => named('retryRun')).toMatchObject([{ messageId: 'answer', reading: 'everything' }])
  })
})
