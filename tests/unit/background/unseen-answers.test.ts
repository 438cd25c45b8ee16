import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { followUnseen } from '../../../entrypoints/background/unseen-answers'
import type { MessageStatus } from '../../../lib/chat/message'
import type { Engine } from '../../../lib/engine/engine'
import type { RunListener } from '../../../lib/engine/runs'
import { listUnseen } from '../../../lib/messaging/unseen'
import { reportSeen } from '../../../lib/panel/seen'
import { fakeChat } from '../../helpers/chat'

function setUp() {
  let listener: RunListener = () => {}
  const engine = {
    subscribe: (one: RunListener) => {
      listener = one
      return () => {}
    },
  } as unknown as Engine
  const onUnseen = vi.fn()
  const onChange = vi.fn()
  const answers = followUnseen(engine, () => 5, { onChange, onUnseen })
  const end = (status: MessageStatus, messageId = 'm') =>
    listener('c', { messageId, event: { type: 'status', status } })
  return { answers, end, onUnseen, onChange }
}

const unseen = { messageId: 'm', conversationId: 'c', at: 5 }

describe('an answer that ended', () => {
  beforeEach(() => {
    fakeBrowser.reset()
    vi.useFakeTimers()
    return () => void vi.useRealTimers()
  })

  it.each(['complete', 'failed'] as const)('%s and was not seen in time is unseen, until it is', async (status) => {
    const { answers, end, onUnseen } = setUp()
    end(status)
    await vi.advanceTimersByTimeAsync(499)
    expect(await answers.list()).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(onUnseen.mock.calls).toEqual([[unseen]])
    expect(await answers.list()).toEqual([unseen])
    await answers.markSeen('another')
    expect(await answers.list()).toEqual([unseen])
    await answers.markSeen('c')
    expect(await answers.list()).toEqual([])
  })

  it('before a reader’s eyes is never unseen', async () => {
    const { answers, end, onUnseen } = setUp()
    end('complete')
    await vi.advanceTimersByTimeAsync(20)
    await answers.markSeen('c')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(onUnseen).not.toHaveBeenCalled()
  })

  it('because it was stopped is not unseen', async () => {
    const { answers, end, onUnseen, onChange } = setUp()
    end('stopped')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(onUnseen).not.toHaveBeenCalled()
    expect(onChange).toHaveBeenCalledOnce()
    expect(await answers.list()).toEqual([])
  })

  it('is unseen for the next worker, too', async () => {
    const first = setUp()
    first.end('complete')
    await vi.advanceTimersByTimeAsync(100)
    expect(await setUp().answers.list()).toEqual([unseen])
  })
})

describe('a panel', () => {
  beforeEach(() => fakeBrowser.reset())

  function panel(isVisible: () => boolean) {
    const setup = fakeChat()
    setup.chat.open('c')
    const look = reportSeen({
      chat: setup.chat,
      call: async (name, ...input) => void setup.calls.push([name, input[0]] as never) as never,
      isVisible,
    })
    return { ...setup, look }
  }
  const put = () => fakeBrowser.storage.session.set({ 'unseen:m': unseen })

  it('says that it shows what ended, when it can be seen', async () => {
    let visible = false
    const { named, look } = panel(() => visible)
    await put()
    expect(named('markSeen')).toEqual([])
    visible = true
    look()
    await vi.waitFor(() => expect(named('markSeen')).toEqual([{ conversationId: 'c' }]))
    expect(await listUnseen()).toHaveLength(1)
  })

  it('says nothing of other conversations, before it turns to them', async () => {
    const { named, chat } = panel(() => true)
    chat.open('another')
    await put()
    await new Promise((resolve) => setTimeout(resolve))
    expect(named('markSeen')).toEqual([])
    chat.open('c')
    await vi.waitFor(() => expect(named('markSeen')).toEqual([{ conversationId: 'c' }]))
  })
})
