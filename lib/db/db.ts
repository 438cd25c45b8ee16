import Dexie, { type EntityTable, type Table } from 'dexie'
import type { Attachment } from '../chat/attachment'
import type { Recording } from '../chat/cassette'
import { ChatError } from '../chat/chat-error'
import type { Conversation, Draft, Folder } from '../chat/conversation'
import type { Message } from '../chat/message'
import type { ModelList } from '../chat/model-info'
import type { QueuedQuestion } from '../chat/queued-question'
import type { Receipt } from '../chat/receipt'
import type { RunRecord, WorkerDay } from '../chat/run-record'
import type { SectionResult } from '../chat/section-result'
import { outboxMiddleware, type CopyEntry, type OutboxEntry } from './outbox'
import { searchNotesMiddleware, type SearchNote } from './search-notes'
import { temporaryHolder } from './temporary'
import { temporaryMiddleware } from './temporary-middleware'
import type { SearchBlock, SearchParts, SearchStem } from './search-records'

/** Which conversation a window showed last. */
export type View = { windowId: number; conversationId: string; updatedAt: number }

const schemaVersion = 6

/** What the database knows about itself. */
export type Fact = { name: 'generation' | 'search'; value: string }

/**
 * The one home of conversations. The worker writes, pages read with `liveQuery`, which hears of writes in other
 * contexts. A change of shape is a new `version(n)` with its upgrade, never an edit of an old one.
 */
export class GlossDatabase extends Dexie {
  conversations!: EntityTable<Conversation, 'id'>
  messages!: EntityTable<Message, 'id'>
  attachments!: EntityTable<Attachment, 'id'>
  drafts!: EntityTable<Draft, 'conversationId'>
  views!: EntityTable<View, 'windowId'>
  receipts!: EntityTable<Receipt, 'messageId'>
  modelLists!: EntityTable<ModelList, 'providerId'>
  recordings!: EntityTable<Recording, 'messageId'>
  queue!: EntityTable<QueuedQuestion, 'id'>
  runs!: EntityTable<RunRecord, 'messageId'>
  workerDays!: EntityTable<WorkerDay, 'day'>
  sectionResults!: EntityTable<SectionResult, 'key'>
  outbox!: EntityTable<OutboxEntry, 'seq'>
  copies!: Table<CopyEntry, [string, string | number]>
  facts!: EntityTable<Fact, 'name'>
  folders!: EntityTable<Folder, 'id'>
  searchNotes!: EntityTable<SearchNote, 'conversationId'>
  searchParts!: EntityTable<SearchParts, 'conversationId'>
  searchBlocks!: EntityTable<SearchBlock, 'block'>
  searchStems!: Table<SearchStem, [string, number]>

  /** @param onCommit Called when records were changed that have a second copy. Without it, such changes go unnoted. */
  constructor(onCommit?: () => void) {
    super('gloss')
    if (onCommit) this.use(outboxMiddleware(onCommit))
    // What is brought back from the second copy is to be found, too.
    this.use(searchNotesMiddleware())
    this.use(temporaryMiddleware())
    this.on('ready', () => temporaryHolder()?.rows.load(), true)
    this.on('ready', () => this.#refuseNewer(), true)
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
    this.version(3).stores({
      queue: 'id, conversationId',
      runs: 'messageId, startedAt, status',
      workerDays: 'day',
      outbox: '++seq',
      facts: 'name',
    })
    this.version(4).stores({ copies: '[table+key]' })
    this.version(5).stores({ sectionResults: 'key, conversationId, createdAt' })
    this.version(schemaVersion).stores({
      folders: 'id',
      // The second index tells where a snapshot is from without its text, which can be half a megabyte.
      attachments: 'id, [id+url+title]',
      searchNotes: 'conversationId',
      searchParts: 'conversationId',
      searchBlocks: 'block',
      searchStems: '[stem+block]',
    })
  }

  /** Dexie opens what a newer version wrote as well, and would write records into it that are not as that one wants them. */
  #refuseNewer(): void {
    if (Math.floor(this.backendDB().version / 10) <= schemaVersion) return
    throw new ChatError('internal', 'Your conversations were written by a newer Gloss: update the extension to go on.')
  }
}

const afterCommit = new Set<() => void>()

/** Adds what is to be done when records were changed that have a second copy. */
export function onMirroredCommit(listener: () => void): void {
  afterCommit.add(listener)
}

export const db = new GlossDatabase(() => afterCommit.forEach((listener) => listener()))
