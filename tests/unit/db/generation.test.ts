import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { getConversation, listConversations, saveView } from '../../../lib/db/conversations'
import { db } from '../../../lib/db/db'
import { isUnsettled, openDatabase, watchGenerations } from '../../../lib/db/generation'
import { listMessages } from '../../../lib/db/messages'
import { drain } from '../../../lib/db/mirror'
import { readRescued, backupFile } from '../../../lib/db/rescue'
import { freshStores, localRecords, loseDatabase, replaceLocal } from '../../helpers/database'
import { message } from '../../helpers/messages'
import { beginTurn } from '../../helpers/turns'

watchGenerations(
  () => 'first',
  () => undefined,
)

const turn = (conversationId: string) => {
  const parts = [{ type: 'text' as const, text: `Why ${conversationId}?` }]
  const question = message({ id: `q-${conversationId}`, conversationId, role: 'user', status: 'complete', parts })
  return [question, message({ id: `a-${conversationId}`, conversationId, parentId: question.id })] as const
}

const restored = async () => (await fakeBrowser.storage.local.get('storage-restored'))['storage-restored']

describe('a lost database', () => {
  beforeEach(freshStores)

  async function fill(count: number): Promise<void> {
    for (let index = 0; index < count; index++) await beginTurn(...turn(String(index)))
    await saveView({ windowId: 1, conversationId: '0', updatedAt: 1 })
    await drain()
  }

  it('comes back whole from its second copy, and is spoken of', async () => {
    await fill(12)
    const before = await db.messages.toArray()
    await loseDatabase()
    await openDatabase()
    expect(await listConversations()).toHaveLength(12)
    expect(await db.messages.toArray()).toEqual(before)
    expect(await db.views.count()).toBe(1)
    expect(await restored()).toEqual({ conversations: 12 })
    expect(await isUnsettled()).toBe(false)
  })

  it('is waited for where there is a second copy, and only there', async () => {
    await openDatabase()
    await db.facts.delete('generation')
    expect(await isUnsettled()).toBe(true)
    await fakeBrowser.storage.local.clear()
    expect(await isUnsettled()).toBe(false)
  })

  it('is not spoken of when nothing was in it, nor when nothing was lost', async () => {
    await loseDatabase()
    await openDatabase()
    expect(await restored()).toBeUndefined()
    await fill(1)
    db.close()
    await openDatabase()
    expect(await restored()).toBeUndefined()
  })

  it('comes back although every try but the last ends in the middle', async () => {
    await fill(30)
    const before = await db.messages.toArray()
    await loseDatabase()
    for (let after = 0; after < 5; after++) {
      let reads = 0
      const restore = replaceLocal('get', (get) => async (keys) => {
        if (reads++ > after) throw new Error('The worker died.')
        return get(keys)
      })
      await openDatabase()
      db.close()
      restore()
    }
    await openDatabase()
    expect(await db.messages.toArray()).toEqual(before)
    expect(await listConversations()).toHaveLength(30)
    expect(await restored()).toEqual({ conversations: 30 })
  })

  it('leaves out only the record that is damaged in the copy', async () => {
    await fill(3)
    await fakeBrowser.storage.local.set({ 'mirror:messages:a-1': '{"id":' })
    await loseDatabase()
    await openDatabase()
    expect(await listMessages('1')).toHaveLength(1)
    expect(await listMessages('2')).toHaveLength(2)
  })

  it('keeps what another database held beside the copy', async () => {
    await fill(2)
    await db.facts.put({ name: 'generation', value: 'another' })
    await fakeBrowser.storage.local.remove(['mirror:conversations:1', 'mirror:messages:q-1', 'mirror:messages:a-1'])
    db.close()
    await openDatabase()
    expect(await listConversations()).toHaveLength(2)
    await drain()
    expect(Object.keys(await localRecords('mirror:messages'))).toHaveLength(4)
  })

  it('gets a second copy when it has none yet', async () => {
    await fill(60)
    await fakeBrowser.storage.local.clear()
    db.close()
    await openDatabase()
    expect(await restored()).toBeUndefined()
    // In slices; a death between two of them leaves the rest noted.
    let writes = 0
    const restore = replaceLocal('set', (set) => async (items) => {
      if (writes++ > 0) throw new Error('The worker died.')
      return set(items)
    })
    await expect(drain()).rejects.toThrow()
    restore()
    const soFar = Object.keys(await localRecords('mirror:')).length
    expect(soFar).toBeGreaterThan(0)
    await drain()
    expect(Object.keys(await localRecords('mirror:')).length).toBeGreaterThan(soFar)
    expect(Object.keys(await localRecords('mirror:messages'))).toHaveLength(120)
    expect(await db.outbox.count()).toBe(0)
  })
})

describe('a database that cannot be opened', () => {
  beforeEach(freshStores)

  it('is refused and left alone when a newer Gloss wrote it', async () => {
    await beginTurn(...turn('c'))
    await drain()
    await loseDatabase()
    const newer = new Dexie('gloss')
    newer.version(9).stores({ conversations: 'id, updatedAt', dreams: 'id' })
    await newer.open()
    await newer.table('dreams').add({ id: 1 })
    newer.close()
    await expect(openDatabase()).rejects.toMatchObject({
      info: { kind: 'internal', message: expect.stringContaining('newer') },
    })
    await newer.open()
    expect(await newer.table('dreams').toArray()).toEqual([{ id: 1 }])
    newer.close()
    await Dexie.delete('gloss')
  })

  it('is not waited for for ever when another page blocks it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const blocked = vi.spyOn(db, 'open').mockReturnValue(new Dexie.Promise(() => {}))
    const opening = expect(openDatabase()).rejects.toMatchObject({
      info: { kind: 'internal', message: 'The browser cannot open the database with your conversations.' },
    })
    await vi.advanceTimersByTimeAsync(8_000)
    await opening
    blocked.mockRestore()
    vi.useRealTimers()
    await openDatabase()
  })

  it('can be read and saved from its second copy, without a key', async () => {
    await beginTurn(...turn('c'))
    await drain()
    await fakeBrowser.storage.local.set({ 'secret:ollama': 'sk-canary' })
    const { conversations, messages } = await readRescued()
    expect(conversations).toEqual([await getConversation('c')])
    expect(messages).toHaveLength(2)
    const file = await backupFile('0.1.0', 5)
    expect(JSON.parse(file)).toMatchObject({ gloss: '0.1.0', savedAt: 5, tables: { conversations: [{ id: 'c' }] } })
    expect(file).not.toContain('sk-canary')
  })
})
