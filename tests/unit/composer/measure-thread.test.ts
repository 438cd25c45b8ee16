import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { measureThread } from '../../../components/chat/composer/measure-thread'
import * as attachments from '../../../lib/db/attachments'
import { threadTo } from '../../../lib/chat/message'
import { db } from '../../../lib/db/db'
import { listMessages } from '../../../lib/db/messages'
import { branched, snapshot, store } from '../../helpers/transfer'
import { freshStores } from '../../helpers/database'

beforeEach(freshStores)
afterEach(() => vi.restoreAllMocks())

const pathTo = async (conversationId: string, leafId: string) => threadTo(await listMessages(conversationId), leafId)

describe('what goes out beside the question', () => {
  it('is the shown path with all that is attached to it, and the draft', async () => {
    await store(branched('m'))
    const empty = await measureThread([], [], undefined)
    expect(empty.attached).toBe(0)
    const path = await measureThread(await pathTo('m', 'm-q2'), [], undefined)
    expect(path.conversation).toBeGreaterThan(empty.conversation)
    expect(path.attached).toBeGreaterThan(0)
    await db.attachments.add(snapshot({ id: 'm-new', url: 'https://b.example/', text: 'word '.repeat(3_000) }))
    const withDraft = await measureThread(await pathTo('m', 'm-q2'), ['m-new'], undefined)
    expect(withDraft.attached - path.attached).toBeGreaterThan(3_000)
    expect(withDraft.conversation).toBe(path.conversation)
  })

  it('counts the same text once, however often it is attached', async () => {
    await store(branched('n'))
    const [page] = await attachments.getAttachments(['n-page'])
    await db.attachments.add({ ...(page ?? snapshot()), id: 'n-again' })
    const once = await measureThread(await pathTo('n', 'n-q2'), [], undefined)
    expect((await measureThread(await pathTo('n', 'n-q2'), ['n-again'], undefined)).attached).toBe(once.attached)
  })

  it('reads a long attachment once', async () => {
    await db.attachments.add(snapshot({ id: 'book', text: 'word '.repeat(200_000) }))
    const read = vi.spyOn(attachments, 'getAttachments')
    const first = await measureThread([], ['book'], undefined)
    const second = await measureThread([], ['book'], 'Be brief.')
    expect(second.attached).toBe(first.attached)
    expect(second.conversation).toBeGreaterThan(first.conversation)
    expect(read).toHaveBeenCalledTimes(1)
  })
})
