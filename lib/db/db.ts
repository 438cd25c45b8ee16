import Dexie, { type EntityTable } from 'dexie'
import type { Attachment } from '../chat/attachment'
import type { Recording } from '../chat/cassette'
import type { Conversation, Draft } from '../chat/conversation'
import type { Message } from '../chat/message'
import type { ModelList } from '../chat/model-info'
import type { Receipt } from '../chat/receipt'

/** Which conversation a window showed last. */
export type View = { windowId: number; conversationId: string; updatedAt: number }

/**
 * The one home of conversations. The worker writes, pages read with `liveQuery`, which hears of writes in other
 * contexts. A change of shape is a new `version(n)` with its upgrade, never an edit of an old one.
 */
class GlossDatabase extends Dexie {
  conversations!: EntityTable<Conversation, 'id'>
  messages!: EntityTable<Message, 'id'>
  attachments!: EntityTable<Attachment, 'id'>
  drafts!: EntityTable<Draft, 'conversationId'>
  views!: EntityTable<View, 'windowId'>
  receipts!: EntityTable<Receipt, 'messageId'>
  modelLists!: EntityTable<ModelList, 'providerId'>
  recordings!: EntityTable<Recording, 'messageId'>

  constructor(name = 'gloss') {
    super(name)
    this.version(1).stores({
      conversations: 'id, updatedAt',
      messages: 'id, conversationId, status',
      attachments: 'id',
      drafts: 'conversationId',
      views: 'windowId, updatedAt',
      receipts: 'messageId',
      modelLists: 'providerId',
    })
    // The index holds all that a list of them needs.
    this.version(2).stores({ recordings: 'messageId, [recordedAt+messageId+bytes]' })
  }
}

export const db = new GlossDatabase()
