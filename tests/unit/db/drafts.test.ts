import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../lib/db/db'
import { getDraft, saveDraft, saveEdit } from '../../../lib/db/drafts'
import { message } from '../../helpers/messages'
import { beginTurn } from '../../helpers/turns'

const place = { conversationId: 'c', questionId: 'q', updatedAt: 2 }
const edit = { text: 'Why not?', attachmentIds: ['page'] }

const ask = (text: string) => {
  const question = message({ id: 'next', conversationId: 'c', role: 'user', parts: [{ type: 'text', text }] })
  return beginTurn(question, message({ id: 'answer', conversationId: 'c', parentId: 'next' }))
}

describe('what is written but not asked', () => {
  beforeEach(async () => {
    await db.delete()
    await db.open()
  })

  it('is kept for the composer and for the thread beside each other', async () => {
    await saveDraft({ conversationId: 'c', text: 'And', attachmentIds: [], updatedAt: 1 })
    await saveEdit(place, edit)
    await saveDraft({ conversationId: 'c', text: 'And then', attachmentIds: [], updatedAt: 3 })
    expect(await getDraft('c')).toMatchObject({ text: 'And then', edits: [{ questionId: 'q', ...edit }] })
    await saveDraft({ conversationId: 'c', text: '', attachmentIds: [], updatedAt: 4 })
    expect(await getDraft('c')).toMatchObject({ text: '', edits: [{ questionId: 'q' }] })
    await saveEdit(place, null)
    expect(await getDraft('c')).toBeUndefined()
  })

  it('keeps one edit for each question, the last one last', async () => {
    await saveEdit(place, edit)
    await saveEdit({ ...place, questionId: 'other' }, edit)
    await saveEdit(place, { ...edit, text: 'Why ever not?' })
    expect((await getDraft('c'))?.edits).toMatchObject([
      { questionId: 'other', text: 'Why not?' },
      { questionId: 'q', text: 'Why ever not?' },
    ])
  })

  it('is gone where it became a question, and nothing else with it', async () => {
    await saveDraft({ conversationId: 'c', text: 'And then?', attachmentIds: [], updatedAt: 1 })
    await saveEdit(place, edit)
    await ask('Why not?')
    expect(await getDraft('c')).toEqual({ conversationId: 'c', text: 'And then?', attachmentIds: [], updatedAt: 2 })
  })

  it('leaves the thread its edits when what is in the composer is asked', async () => {
    await saveDraft({ conversationId: 'c', text: 'And then?', attachmentIds: [], updatedAt: 1 })
    await saveEdit(place, edit)
    await ask('And then?')
    expect(await getDraft('c')).toMatchObject({ text: '', edits: [{ questionId: 'q', ...edit }] })
  })
})
