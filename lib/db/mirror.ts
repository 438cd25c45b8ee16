import { noteTrouble } from './condition'
import { purgeDeleted } from './conversations'
import { recheckCopies } from './copies'
import { db, onMirroredCommit, type GlossDatabase } from './db'
import { localKeys, readLocal, removeLocal, writeLocal } from './local-store'
import { mirrorKey, mirrorPrefix as prefix } from './mirror-key'
import { mirroredTables, type OutboxEntry } from './outbox'

/** Records at a time: an import of many short ones is copied in few steps, and what is urgent waits for one of them. */
const sliceSize = 100
/** Characters after which a step takes no more records: they lie in memory together. */
const sliceCharacters = 2_000_000
/** Records read at a time, whose sizes are not known before. */
const readSize = 20
const retryMs = 5_000
/** What was changed a moment ago is copied together, and not while the question that it belongs to is being sent. */
const gatherMs = 100
/** Milliseconds since the epoch, exact enough to tell one worker from another. */
const workerStart = performance.timeOrigin
/** A conversation that was deleted by mistake can be called back at least so long. */
const undoMs = 60_000

let draining: Promise<void> | undefined
let retryTimer: ReturnType<typeof setTimeout> | undefined
let gatherTimer: ReturnType<typeof setTimeout> | undefined
const attempts = new Set<() => Promise<void>>()

/**
 * From now on every change is copied a moment after it is committed, and what was left from before, too.
 * @param anew the browser has just started: what it copied before it ended is looked at again.
 */
export function startMirroring(anew: boolean): void {
  onMirroredCommit(drainInAMoment)
  // In line with the copying, which would otherwise change what is being compared.
  if (anew) draining = (draining ?? Promise.resolve()).catch(() => undefined).then(() => recheckCopies(workerStart))
  drainSoon()
}

/** Adds something that could not be stored and is to be tried again until it no longer throws. */
export function tryAgain(attempt: () => Promise<void>): void {
  attempts.add(attempt)
  retryLater()
}

/**
 * Copies what has changed. Resolves when local storage holds all that was committed before the call.
 * @throws {ChatError} when it does not take it; what is missing stays noted.
 */
export function drain(): Promise<void> {
  // A run under way may have looked already; the next one has not.
  const next = (draining ?? Promise.resolve()).catch(() => undefined).then(drainAll)
  draining = next
  return next
}

/** Copies what has changed, and tries again by itself for as long as that fails. */
export function drainSoon(): void {
  drain().catch(retryLater)
}

/** Until then the outbox holds what is to be copied, and of an answer under way the journal. */
function drainInAMoment(): void {
  gatherTimer ??= setTimeout(() => {
    gatherTimer = undefined
    drainSoon()
  }, gatherMs)
}

type RecordName = Pick<OutboxEntry, 'table' | 'key'>

/** Records that somebody waits for, each with the way to tell it. */
const urgent: { names: RecordName[]; resolve: () => void; reject: (error: unknown) => void }[] = []

/**
 * Copies these records before everything else that waits: an import can leave so much of it that it takes minutes. In
 * line with the other copies, since an older state that lands last would stay.
 * @throws {ChatError} when local storage does not take them.
 */
export function copyFirst(names: RecordName[]): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  urgent.push({ names, resolve, reject })
  drainSoon()
  return promise
}

async function copyUrgent(): Promise<void> {
  for (let job = urgent.shift(); job; job = urgent.shift()) {
    const { names, resolve, reject } = job
    // Their own failure is told to who waits; the outbox still names what is missing.
    await readRecords(names)
      .then(({ records }) => writeLocal(records))
      .then(resolve, reject)
  }
}

async function drainAll(): Promise<void> {
  for (;;) {
    await copyUrgent()
    const slice = await readSlice()
    if (slice.entries.length === 0) break
    // Deletions first: they make room.
    await removeLocal(slice.gone)
    await writeLocal(slice.records)
    await strikeOut(slice.entries)
  }
  if (attempts.size === 0) noteTrouble(undefined)
}

async function strikeOut(entries: readonly Required<OutboxEntry>[]): Promise<void> {
  await db.transaction('rw', [db.outbox, db.copies], async () => {
    await db.copies.bulkPut(entries.map(({ table, key }) => ({ table, key, madeBy: workerStart })))
    await db.outbox.bulkDelete(entries.map(({ seq }) => seq))
  })
}

type Slice = { entries: Required<OutboxEntry>[]; records: Record<string, unknown>; gone: string[] }

/** The oldest changes with what the records hold now, in one transaction: a later change has a later number. */
function readSlice(): Promise<Slice> {
  return db.transaction('r', [...mirroredTables, 'outbox'], async () => {
    const entries = (await db.outbox.orderBy('seq').limit(sliceSize).toArray()) as Required<OutboxEntry>[]
    const slice: Slice = { entries: [], records: {}, gone: [] }
    let characters = 0
    for (const entry of entries) {
      const { records, gone } = await readRecords([entry])
      slice.entries.push(entry)
      Object.assign(slice.records, records)
      slice.gone.push(...gone)
      characters += Object.values(records).reduce<number>((sum, record) => sum + charactersOf(record), 0)
      if (characters > sliceCharacters) break
    }
    return slice
  })
}

/** About as many as the record is written with. */
function charactersOf(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 8
  return Object.values(value).reduce<number>((sum, one) => sum + charactersOf(one), 8)
}

async function readRecords(names: readonly RecordName[]): Promise<Pick<Slice, 'records' | 'gone'>> {
  const read: Pick<Slice, 'records' | 'gone'> = { records: {}, gone: [] }
  for (const [name, { table, key }] of new Map(names.map((one) => [mirrorKey(one), one]))) {
    const record: unknown = await db.table(table).get(key)
    if (record === undefined) read.gone.push(name)
    else read.records[name] = record
  }
  return read
}

/** No alarm and no keep-alive: a worker that ends before finds what is missing noted at its next start. */
function retryLater(): void {
  retryTimer ??= setTimeout(() => {
    retryTimer = undefined
    void retry().catch(retryLater)
  }, retryMs)
}

async function retry(): Promise<void> {
  // What the reader deleted makes room now, not only at the browser's next start.
  await purgeDeleted(Date.now() - undoMs)
  for (const attempt of attempts) {
    await attempt()
    attempts.delete(attempt)
  }
  await drain()
}

/** Notes every record as changed. To be called in a transaction of all tables. */
export async function noteEverything(database: GlossDatabase): Promise<void> {
  for (const table of mirroredTables) {
    const keys = (await database.table(table).toCollection().primaryKeys()) as OutboxEntry['key'][]
    await database.outbox.bulkAdd(keys.map((key) => ({ table, key })))
  }
}

export type MirrorRecord = { table: string; record: unknown }

/** The second copies, a slice at a time; those that cannot be read are left out. */
export async function* readMirror(table?: string): AsyncGenerator<MirrorRecord[]> {
  const keys = await localKeys(table === undefined ? prefix : `${prefix}${table}:`)
  for (let from = 0; from < keys.length; from += readSize) {
    const slice = keys.slice(from, from + readSize)
    const records = await readLocal(slice)
    yield slice.flatMap((key, index) => {
      const [name = ''] = key.slice(prefix.length).split(':', 1)
      const record = records[index]
      return record === undefined ? [] : [{ table: name, record }]
    })
  }
}
