import type { Draft, Edit } from '../chat/conversation'
import { db } from './db'
import { stored } from './storage-error'

export function getDraft(conversationId: string): Promise<Draft | undefined> {
  return db.drafts.get(conversationId)
}

/** Stores what is in the composer. What is being edited in the thread stays. */
export function saveDraft(draft: Omit<Draft, 'edits'>): Promise<void> {
  return stored(() =>
    db.transaction('rw', db.drafts, async () => {
      const { edits } = (await getDraft(draft.conversationId)) ?? {}
      await put(edits ? { ...draft, edits } : draft)
    }),
  )
}

type EditPlace = Pick<Draft, 'conversationId' | 'updatedAt'> & { questionId: string }

/** Stores what is written in place of a question of the thread; null: nothing any more. */
export function saveEdit(
  { conversationId, questionId, updatedAt }: EditPlace,
  edit: Omit<Edit, 'questionId'> | null,
): Promise<void> {
  return stored(() =>
    db.transaction('rw', db.drafts, async () => {
      const draft: Draft = (await getDraft(conversationId)) ?? {
        conversationId,
        text: '',
        attachmentIds: [],
        updatedAt,
      }
      const others = draft.edits?.filter((one) => one.questionId !== questionId) ?? []
      await put({ ...draft, updatedAt, edits: edit ? [...others, { questionId, ...edit }] : others })
    }),
  )
}

/** Part of a transaction: what became this question is no draft any more, in the composer or in the thread. */
export async function dropDraft(draft: Draft | undefined, question: string): Promise<void> {
  if (!draft) return
  const isAsked = (text: string) => text.trim() === question
  const edits = draft.edits?.filter(({ text }) => !isAsked(text)) ?? []
  const left = isAsked(draft.text) ? { text: '', attachmentIds: [] } : {}
  if ('text' in left || edits.length < (draft.edits?.length ?? 0)) await put({ ...draft, ...left, edits })
}

/** An empty draft is no draft. */
function put({ edits = [], ...draft }: Draft): Promise<unknown> {
  if (edits.length > 0) return db.drafts.put({ ...draft, edits })
  const isEmpty = draft.text === '' && draft.attachmentIds.length === 0
  return isEmpty ? db.drafts.delete(draft.conversationId) : db.drafts.put(draft)
}
