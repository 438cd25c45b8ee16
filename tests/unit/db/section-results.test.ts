import 'fake-indexeddb/auto'
import { beforeEach, expect, it } from 'vitest'
import type { SectionResult } from '../../../lib/chat/section-result'
import { markDeleted, purgeDeleted } from '../../../lib/db/conversations'
import { db } from '../../../lib/db/db'
import { getSectionResults, saveSectionResult } from '../../../lib/db/section-results'
import { freshStores } from '../../helpers/database'

const result = (key: string, differences: Partial<SectionResult> = {}): SectionResult => ({
  key,
  conversationId: 'c',
  notes: `Notes on ${key}.`,
  createdAt: 1,
  ...differences,
})

beforeEach(freshStores)

it('finds what there is, and leaves out what there is not', async () => {
  await saveSectionResult(result('one'))
  const found = await getSectionResults(['one', 'two'])
  expect([...found.keys()]).toEqual(['one'])
  expect(found.get('one')?.notes).toBe('Notes on one.')
})

it('forgets the oldest when there are very many', async () => {
  await db.sectionResults.bulkPut(
    Array.from({ length: 2_000 }, (_, index) => result(`old-${index}`, { createdAt: index })),
  )
  await saveSectionResult(result('new', { createdAt: 5_000 }))
  expect(await db.sectionResults.count()).toBe(2_000)
  expect([...(await getSectionResults(['old-0', 'old-1', 'new'])).keys()]).toEqual(['old-1', 'new'])
})

it('goes with its conversation', async () => {
  for (const id of ['c', 'd']) {
    await db.conversations.add({ id, title: id, createdAt: 1, updatedAt: 1, leafId: null })
    await saveSectionResult(result(`of-${id}`, { conversationId: id }))
  }
  await markDeleted('c', 10)
  await purgeDeleted(20)
  expect(await db.sectionResults.toCollection().primaryKeys()).toEqual(['of-d'])
})
