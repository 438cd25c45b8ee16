import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { listConversations, pinConversations } from '../../../lib/db/conversations'
import { db } from '../../../lib/db/db'
import {
  addFolder,
  collapseFolder,
  listFolders,
  moveConversations,
  removeFolder,
  renameFolder,
  restoreFolder,
} from '../../../lib/db/folders'
import { freshStores } from '../../helpers/database'
import { message } from '../../helpers/messages'
import { beginTurn } from '../../helpers/turns'

const folder = (id: string, name = id) => ({ id, name, createdAt: 1 })

async function conversations(...ids: string[]): Promise<void> {
  await db.conversations.bulkPut(
    ids.map((id, index) => ({ id, title: id, createdAt: 1, updatedAt: 100 - index, leafId: null })),
  )
}

/** Which conversations lie where. */
async function places(): Promise<Record<string, string>> {
  return Object.fromEntries((await listConversations()).map(({ id, folderId = '' }) => [id, folderId]))
}

beforeEach(freshStores)

describe('folders', () => {
  it('are listed by name, as a reader counts', async () => {
    for (const name of ['Part 10', 'part 9', 'Annals']) await addFolder(folder(name))
    expect((await listFolders()).map(({ name }) => name)).toEqual(['Annals', 'part 9', 'Part 10'])
  })

  it('have names of their own', async () => {
    await addFolder(folder('a', 'Books'))
    await addFolder(folder('b', 'Birds'))
    await expect(addFolder(folder('c', ' books'))).rejects.toThrow('There is a folder')
    await expect(renameFolder('b', 'BOOKS')).rejects.toThrow('There is a folder')
    await renameFolder('a', 'BOOKS')
    expect((await listFolders()).map(({ name }) => name)).toEqual(['Birds', 'BOOKS'])
  })

  it('open and close, and stay so', async () => {
    await addFolder(folder('a'))
    await collapseFolder('a', true)
    expect(await listFolders()).toEqual([{ ...folder('a'), collapsed: true }])
    await collapseFolder('a', false)
    expect(await listFolders()).toEqual([folder('a')])
  })

  it('that are gone take nothing in', async () => {
    await conversations('x')
    await expect(moveConversations(['x'], 'gone')).rejects.toThrow('deleted meanwhile')
    expect(await places()).toEqual({ x: '' })
  })

  it('keep what is in them when a question is asked there', async () => {
    await addFolder(folder('a'))
    await conversations('conversation')
    await moveConversations(['conversation'], 'a')
    await pinConversations(['conversation'], 7)
    await beginTurn(message({ id: 'q', role: 'user', status: 'complete' }), message({ id: 'a', parentId: 'q' }))
    expect(await listConversations()).toEqual([expect.objectContaining({ folderId: 'a', pinnedAt: 7, leafId: 'a' })])
    await pinConversations(['conversation'])
    expect((await listConversations())[0]).not.toHaveProperty('pinnedAt')
  })

  it('lose no conversation, whatever is done with them, and a deletion is undone whole', async () => {
    const ids = ['x', 'y', 'z', 'w']
    const move = fc.record({ ids: fc.subarray(ids), to: fc.constantFrom('a', 'b', null) })
    await fc.assert(
      fc.asyncProperty(fc.array(move, { maxLength: 8 }), fc.constantFrom('a', 'b'), async (moves, removed) => {
        await freshStores()
        await conversations(...ids)
        await addFolder(folder('a'))
        await addFolder(folder('b'))
        const expected: Record<string, string> = Object.fromEntries(ids.map((id) => [id, '']))
        for (const { ids: moved, to } of moves) {
          await moveConversations(moved, to)
          for (const id of moved) expected[id] = to ?? ''
        }
        expect(await places()).toEqual(expected)
        const [gone] = (await listFolders()).filter(({ id }) => id === removed)
        const inside = await removeFolder(removed)
        expect(inside.sort()).toEqual(ids.filter((id) => expected[id] === removed).sort())
        expect(Object.keys(await places()).sort()).toEqual([...ids].sort())
        if (gone) await restoreFolder(gone, inside)
        expect(await places()).toEqual(expected)
        expect(await listFolders()).toEqual([folder('a'), folder('b')])
      }),
      { numRuns: 30 },
    )
  })
})
