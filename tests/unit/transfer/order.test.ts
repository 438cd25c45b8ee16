import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../lib/db/db'
import { listFolders } from '../../../lib/db/folders'
import { takeBack } from '../../../lib/transfer/carry-out'
import { freshStores } from '../../helpers/database'
import { branched, bringIn, everything, exported, read, store } from '../../helpers/transfer'

beforeEach(freshStores)

const books = { id: 'books', name: 'Books', createdAt: 1 }

/** A backup of three conversations: one pinned and in a folder, one in the same folder, one in none. */
async function ordered(): Promise<string> {
  await db.folders.add(books)
  await store(
    branched('one', { folderId: 'books', pinnedAt: 3_000, namedBy: 'reader' }),
    branched('two', { folderId: 'books', namedBy: 'model' }),
    branched('three'),
  )
  return exported()
}

const placesOf = async () =>
  Object.fromEntries((await everything()).conversations.map(({ id, folderId }) => [id, folderId]))

describe('the order that a reader made', () => {
  it('goes out and comes in: pins, names and folders', async () => {
    const file = await ordered()
    await freshStores()
    await bringIn(await read(file))
    const [folder, ...others] = await listFolders()
    expect(others).toEqual([])
    expect(folder?.name).toBe('Books')
    expect(await placesOf()).toEqual({ one: folder?.id, two: folder?.id, three: undefined })
    const { conversations } = await everything()
    expect(conversations.find(({ id }) => id === 'one')).toMatchObject({ pinnedAt: 3_000, namedBy: 'reader' })
    expect(conversations.find(({ id }) => id === 'two')).toMatchObject({ namedBy: 'model' })
  })

  it('finds a folder of that name where there is one', async () => {
    const file = await ordered()
    await freshStores()
    await db.folders.add({ id: 'mine', name: 'BOOKS', createdAt: 1 })
    await bringIn(await read(file))
    expect(await listFolders()).toHaveLength(1)
    expect(await placesOf()).toMatchObject({ one: 'mine', two: 'mine' })
  })

  it('is taken back with what came in; a folder that is used by then stays', async () => {
    const file = await ordered()
    await freshStores()
    const first = await bringIn(await read(file))
    await takeBack(first)
    expect(await listFolders()).toEqual([])
    const second = await bringIn(await read(file))
    const [folder] = await listFolders()
    await store(branched('other', folder ? { folderId: folder.id } : {}))
    await takeBack(second)
    expect(await listFolders()).toEqual([folder])
  })

  it('is in what Gloss saves when its database cannot be opened, too', async () => {
    await ordered()
    const { conversations, messages, attachments } = await everything()
    const tables = { conversations, messages, attachments, folders: [books] }
    await freshStores()
    await bringIn(await read(JSON.stringify({ gloss: '0.1.0', savedAt: 1, tables })))
    expect((await listFolders()).map(({ name }) => name)).toEqual(['Books'])
  })

  it.each(['', '   ', 'x'.repeat(200), 7, null, {}])('a folder named %j is none', async (folder) => {
    const file = JSON.parse(await ordered()) as { conversations: object[] }
    await freshStores()
    const conversations = file.conversations.map((one) => ({ ...one, folder, pinnedAt: 'x', namedBy: 'them' }))
    await bringIn(await read(JSON.stringify({ ...file, conversations })))
    expect((await everything()).conversations).toHaveLength(3)
    expect(await listFolders()).toEqual([])
  })

  it('of chosen conversations is exported alone', async () => {
    await ordered()
    const file = JSON.parse(await exported({ conversationIds: ['one', 'three'] })) as {
      conversations: { id: string }[]
    }
    expect(file.conversations.map(({ id }) => id).sort()).toEqual(['one', 'three'])
  })
})
