import type { DBCoreQuery } from 'dexie'
import { ChatError } from '../chat/chat-error'
import { isTemporary } from '../chat/temporary'
import type { TemporaryHolder } from './temporary-holder'

/**
 * Temporary chats are never written. What belongs to one has an id that says so, and `temporaryMiddleware` turns away
 * from the database whatever bears one: the worker holds it in memory, and pages ask the worker.
 */

/** Tables that a temporary chat has rows of. Of the others only `runs`, which has no words, may name one. */
export const heldTables: readonly string[] = [
  'conversations',
  'messages',
  'attachments',
  'drafts',
  'queue',
  'receipts',
  'recordings',
  'sectionResults',
]

/** Ids from the first to the last, of rows themselves or of their conversations. */
export type TemporarySpan = { by: 'key' | 'conversation'; from: string; to: string }

export type TemporaryQuery = { table: string } & ({ keys: string[] } | TemporarySpan)

/** Of every temporary chat. */
export const allTemporary = { by: 'conversation', from: 'temporary-', to: 'temporary-\uffff' } satisfies TemporarySpan

/** Whether a row is of a temporary chat. */
export function isTemporaryRow(row: unknown): boolean {
  return namesIn(row).some(isTemporary)
}

/** @throws {ChatError} when a row is of a temporary chat in part only: it could be kept neither there nor here. */
export function requireWhole(row: unknown): void {
  const names = namesIn(row)
  const { attachmentIds } = row as { attachmentIds?: unknown }
  const attached: unknown[] = Array.isArray(attachmentIds) ? attachmentIds : []
  if (names.some(isTemporary) ? names.every(isTemporary) : !attached.some(isTemporary)) return
  throw new ChatError('bad-request', 'This belongs to a temporary chat: attach it here again.')
}

/** What a row is called by, and belongs to. */
function namesIn(row: unknown): unknown[] {
  const { id, conversationId, messageId } = row as { id?: unknown; conversationId?: unknown; messageId?: unknown }
  return [id, conversationId, messageId].filter((name) => name !== undefined)
}

/** What a query asks for of temporary chats; undefined where it asks for stored ones. */
export function spanOf({ index, range: { lower, upper } }: DBCoreQuery): TemporarySpan | undefined {
  if (!isTemporary(lower) || !isTemporary(upper)) return undefined
  if (index.isPrimaryKey) return { by: 'key', from: lower, to: upper }
  return index.name === 'conversationId' ? { by: 'conversation', from: lower, to: upper } : undefined
}

let holder: TemporaryHolder | undefined
let ask: ((query: TemporaryQuery) => Promise<unknown[]>) | undefined

/** That of the worker; undefined in a page. */
export function temporaryHolder(): TemporaryHolder | undefined {
  return holder
}

/** To be called by the worker before anything is read. */
export function holdTemporary(how: TemporaryHolder | undefined): void {
  holder = how
  // Whoever reads waits for it, and hears of its failure.
  how?.rows.load().catch(() => undefined)
}

/** To be called by a page that shows temporary chats; any other knows none. */
export function askForTemporary(how: typeof ask): void {
  ask = how
}

/** In the worker: whether there is any temporary chat. */
export function hasTemporary(): boolean {
  return (holder?.rows.list('conversations', allTemporary).length ?? 0) > 0
}

/** In the worker: what a page asks for. */
export async function readTemporary(query: TemporaryQuery): Promise<unknown[]> {
  await holder?.rows.load()
  return holder?.rows.read(query) ?? []
}

/** What the worker holds, as a page is told. */
export async function askedRows(query: TemporaryQuery): Promise<unknown[]> {
  // What is not there crosses as null.
  return ask ? (await ask(query)).map((row) => row ?? undefined) : []
}
