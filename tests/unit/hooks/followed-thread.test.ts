import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FollowedThread } from '../../../components/hooks/followed-thread'
import { db } from '../../../lib/db/db'
import * as messages from '../../../lib/db/messages'
import { freshStores } from '../../helpers/database'
import { branched, store } from '../../helpers/transfer'

const report = vi.fn()

beforeEach(freshStores)
afterEach(() => vi.restoreAllMocks())

describe('the thread that is shown', () => {
  it('is read once, before it is shown, and is there at once then', async () => {
    await store(branched('m'))
    const read = vi.spyOn(messages, 'listMessages')
    const thread = new FollowedThread(report)
    await thread.prepare('m')
    const prepared = thread.of('m')
    expect(prepared?.messages.length).toBeGreaterThan(0)
    thread.show('m')
    thread.show('m')
    expect(thread.of('m')).toBe(prepared)
    expect(read).toHaveBeenCalledTimes(1)
    thread.show('other')
  })

  it('follows what changes while it is shown, and no longer', async () => {
    await store(branched('m'))
    const thread = new FollowedThread(report)
    await thread.prepare('m')
    const heard = vi.fn()
    thread.subscribe(heard)
    thread.show('m')
    await db.conversations.update('m', { title: 'Another name' })
    await vi.waitFor(() => expect(thread.of('m')?.conversation?.title).toBe('Another name'))
    expect(heard).toHaveBeenCalled()

    thread.show('other')
    expect(thread.of('m')).toBeUndefined()
    await vi.waitFor(() => expect(thread.of('other')).toBeDefined())
  })

  it('keeps nothing of one that was prepared and not shown', async () => {
    await store(branched('m'))
    const thread = new FollowedThread(report)
    thread.prepareNew('new')
    thread.show('new')
    await thread.prepare('m')
    expect(thread.of('new')).toEqual({ conversationId: 'new', conversation: undefined, messages: [] })
    thread.show('other')
    expect(thread.of('m')).toBeUndefined()
  })

  it('says when one cannot be read: who prepares it hears of that, and else whoever is told of failures', async () => {
    const broken = new Error('The disk is broken.')
    vi.spyOn(messages, 'listMessages').mockRejectedValue(broken)
    const thread = new FollowedThread(report)
    await expect(thread.prepare('m')).rejects.toBe(broken)
    expect(report).not.toHaveBeenCalled()
    thread.show('other')
    await vi.waitFor(() => expect(report).toHaveBeenCalledWith(broken))
  })
})
