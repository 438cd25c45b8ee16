import type { DBCoreTransaction } from 'dexie'
import { browser } from 'wxt/browser'
import { ChatError } from '../chat/chat-error'
import { storedUnder } from '../chat/stored-under'
import type { TemporaryQuery, TemporarySpan } from './temporary'

const prefix = 'temporary:'
/** Bytes of all temporary chats. The browser takes ten million of session storage, and has other guests there. */
const mostBytes = 9_800_000
/** What is large takes no more than this: there stays room for what is written and answered. */
const largeBytes = 8_000_000
const large: readonly string[] = ['attachments', 'receipts', 'recordings', 'sectionResults']

type Row = { conversationId: string | undefined; json: string; bytes: number }
type Change = { name: string; before: Row | undefined }

/**
 * The rows of temporary chats, in the worker's memory. A copy lies in session storage, which is memory of the browser: so
 * they outlive the worker, and end with the browser. What a transaction changed is undone when it aborts.
 */
export class HeldRows {
  /** By table and key. As JSON: what is read can be changed without the stored row changing, as in a database. */
  readonly #rows = new Map<string, Row>()
  readonly #changes = new WeakMap<DBCoreTransaction, Change[]>()
  /** Names of rows whose copy is not as they are. */
  readonly #unsaved = new Set<string>()
  #bytes = 0
  #loading: Promise<void> | undefined
  #saving: Promise<void> = Promise.resolve()

  /** Takes over what an earlier worker held. */
  load(): Promise<void> {
    this.#loading ??= this.#load()
    return this.#loading
  }

  async #load(): Promise<void> {
    const stored = await storedUnder(browser.storage.session, prefix)
    for (const [name, json] of Object.entries(stored)) {
      if (typeof json === 'string') this.#set(name.slice(prefix.length), rowOf(json))
    }
  }

  has(table: string, key: unknown): boolean {
    return this.#rows.has(`${table}:${String(key)}`)
  }

  get(table: string, key: unknown): unknown {
    const row = this.#rows.get(`${table}:${String(key)}`)
    return row && JSON.parse(row.json)
  }

  /** Keys with their rows, in the order of the keys. */
  list(table: string, { by, from, to }: TemporarySpan): [key: string, row: unknown][] {
    const start = `${table}:`
    const found: [string, unknown][] = []
    for (const [name, { conversationId, json }] of this.#rows) {
      if (!name.startsWith(start)) continue
      const key = name.slice(start.length)
      const id = by === 'key' ? key : conversationId
      if (id !== undefined && id >= from && id <= to) found.push([key, JSON.parse(json)])
    }
    return found.sort(([one], [other]) => (one < other ? -1 : 1))
  }

  /** Rows by key, undefined where there is none, or all of a span. */
  read(query: TemporaryQuery): unknown[] {
    if ('keys' in query) return query.keys.map((key) => this.get(query.table, key))
    return this.list(query.table, query).map(([, row]) => row)
  }

  /** @throws {ChatError} `storage-full` when there is no more room. */
  put(trans: DBCoreTransaction, table: string, key: string, row: unknown): void {
    // What comes late of an answer that was discarded is not brought back.
    if ((table === 'receipts' || table === 'recordings') && !this.has('messages', key)) return
    const name = `${table}:${key}`
    const next = rowOf(JSON.stringify(row))
    const room = (large.includes(table) ? largeBytes : mostBytes) - this.#bytes
    if (next.bytes - (this.#rows.get(name)?.bytes ?? 0) > room) {
      throw new ChatError(
        'storage-full',
        'Temporary chats are held in memory, and there is no more room: keep this chat or discard it, then go on.',
      )
    }
    this.#change(trans, name, next)
  }

  delete(trans: DBCoreTransaction, table: string, key: string): void {
    this.#change(trans, `${table}:${key}`, undefined)
  }

  /** Resolves when session storage has all of it. Fails when it does not take it. */
  saved(): Promise<void> {
    return this.#saving
  }

  #change(trans: DBCoreTransaction, name: string, next: Row | undefined): void {
    const before = this.#rows.get(name)
    if (!before && !next) return
    this.#changesOf(trans).push({ name, before })
    this.#set(name, next)
  }

  #changesOf(trans: DBCoreTransaction): Change[] {
    const known = this.#changes.get(trans)
    if (known) return known
    const changes: Change[] = []
    this.#changes.set(trans, changes)
    // Dexie's type tells only of `abort`; what it hands out is the browser's own transaction.
    const events = trans as DBCoreTransaction & Pick<IDBTransaction, 'addEventListener'>
    events.addEventListener('abort', () => changes.reverse().forEach(({ name, before }) => this.#set(name, before)))
    events.addEventListener('complete', () => this.#save(changes.map(({ name }) => name)))
    return changes
  }

  #set(name: string, row: Row | undefined): void {
    this.#bytes += (row?.bytes ?? 0) - (this.#rows.get(name)?.bytes ?? 0)
    if (row) this.#rows.set(name, row)
    else this.#rows.delete(name)
  }

  #save(names: readonly string[]): void {
    for (const name of names) this.#unsaved.add(name)
    this.#saving = this.#saving.catch(() => undefined).then(() => this.#copy())
    // Whoever waits hears of it; what was not taken goes with what is saved next.
    this.#saving.catch(() => undefined)
  }

  async #copy(): Promise<void> {
    const names = [...this.#unsaved]
    const gone = names.filter((name) => !this.#rows.has(name))
    const kept = names.flatMap((name) => {
      const row = this.#rows.get(name)
      return row ? [[prefix + name, row.json] as const] : []
    })
    this.#unsaved.clear()
    try {
      // Deletions first: they make room.
      if (gone.length > 0) await browser.storage.session.remove(gone.map((name) => prefix + name))
      if (kept.length > 0) await browser.storage.session.set(Object.fromEntries(kept))
    } catch (cause) {
      for (const name of names) this.#unsaved.add(name)
      const sentence = 'The browser did not take what was to be held of this temporary chat: keep it or discard it.'
      throw new ChatError('storage-full', sentence, { cause })
    }
  }
}

function rowOf(json: string): Row {
  const { id, conversationId = id } = JSON.parse(json) as { id?: string; conversationId?: string }
  return { conversationId, json, bytes: new TextEncoder().encode(json).length }
}
