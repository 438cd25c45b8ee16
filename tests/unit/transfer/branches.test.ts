import 'fake-indexeddb/auto'
import { beforeEach, expect, it } from 'vitest'
import { copyPath, deleteMessage, showMessage } from '../../../lib/db/branches'
import { db } from '../../../lib/db/db'
import { removeRecords } from '../../../lib/db/import-records'
import { freshStores } from '../../helpers/database'
import { branched, bringIn, createId, everything, exported, now, read, store } from '../../helpers/transfer'

beforeEach(freshStores)

const leafOf = async (id: string) => (await db.conversations.get(id))?.leafId

it('a branch opens where it was left, also where it was brought in', async () => {
  const { conversation, messages, attachments } = branched('c', { leafId: 'c-a2', ends: ['c-a1', 'gone', 'c-q3'] })
  const [question] = messages
  if (!question) throw new Error('no question')
  const other = { ...question, id: 'c-q3', parentId: 'c-a1', createdAt: 3_500 }
  await store({ conversation, messages: [...messages, other], attachments })
  const file = await exported()
  await freshStores()
  await bringIn(await read(file))
  expect((await db.conversations.get('c'))?.ends).toEqual(['c-a1', 'c-q3'])
  await showMessage('c-a1')
  expect(await leafOf('c')).toBe('c-q3')

  await bringIn(await read(file), 'copy')
  const copy = (await db.conversations.toArray()).find(({ id }) => id !== 'c')
  const ids = new Set((await everything()).messages.map(({ id }) => id))
  expect(copy?.ends).toHaveLength(2)
  expect(copy?.ends?.every((end) => ids.has(end) && !end.startsWith('c-'))).toBe(true)
})

it('ends that are damaged cost only themselves', async () => {
  await store(branched())
  const file = (await exported()).replace('"title":"Margins"', '"title":"Margins","ends":{"a":1}')
  expect(file).toContain('"ends":{"a":1}')
  await freshStores()
  const { conversations } = await bringIn(await read(file))
  expect(conversations).toHaveLength(1)
  expect((await db.conversations.get('c'))?.ends).toBeUndefined()
})

it('what was deleted leaves in no form', async () => {
  await store(branched())
  await deleteMessage('c-a1', now)
  for (const format of ['backup', 'markdown', 'html'] as const) {
    const file = await exported({ format })
    expect(file).not.toContain('Because.')
    expect(file).not.toContain('"deleted"')
  }
})

it('an import that is taken back leaves the snapshots that a branch of it shares', async () => {
  await store(branched())
  const file = await exported()
  await freshStores()
  const added = await bringIn(await read(file))
  await copyPath('c-a1', { conversationId: 'copy', createId, now })
  expect(await removeRecords(added)).toEqual({ kept: 0 })
  expect((await everything()).attachments.map(({ id }) => id)).toEqual(['c-page'])
  expect((await everything()).messages).toHaveLength(2)
})
