import Dexie, {
  type DBCore,
  type DBCoreMutateRequest,
  type DBCoreTable,
  type DBCoreTransaction,
  type Middleware,
  type PromiseExtended,
} from 'dexie'
import { isOfTemporary } from './temporary-middleware'

/** The tables that have a second copy in local storage: all that a reader wrote, asked, read or chose to see again. */
export const mirroredTables: readonly string[] = [
  'conversations',
  'messages',
  'attachments',
  'drafts',
  'views',
  'queue',
  'folders',
]

/** A record that was written or deleted since it was last copied. `seq` grows with every change. */
export type OutboxEntry = { seq?: number; table: string; key: string | number }

/** A record whose copy was made, and the worker that made it, by the moment of its start. */
export type CopyEntry = { table: string; key: string | number; madeBy: number }

const outboxName = 'outbox'

/**
 * Notes in the same transaction which records it changes, so that no death between a commit and its copy can leave the
 * copy behind for good.
 */
export function outboxMiddleware(onCommit: () => void): Middleware<DBCore> {
  return {
    stack: 'dbcore',
    name: outboxName,
    create: (core) => {
      const noted = new WeakSet<DBCoreTransaction>()
      return {
        ...core,
        transaction: (stores, mode, options) => {
          const notes = mode === 'readwrite' && stores.some((store) => mirroredTables.includes(store))
          const names = notes && !stores.includes(outboxName) ? [...stores, outboxName] : stores
          const transaction = core.transaction(names, mode, options)
          // Dexie's type tells only of `abort`; what it hands out is the browser's own transaction.
          const events = transaction as DBCoreTransaction & Pick<IDBTransaction, 'addEventListener'>
          if (notes) events.addEventListener('complete', () => noted.has(transaction) && onCommit())
          return transaction
        },
        table: (name) => {
          const table = core.table(name)
          return mirroredTables.includes(name) ? noting(table, core, noted) : table
        },
      }
    },
  }
}

function noting(table: DBCoreTable, core: DBCore, noted: WeakSet<DBCoreTransaction>): DBCoreTable {
  return {
    ...table,
    mutate: (request) => {
      if (isOfTemporary(table.name, request)) return table.mutate(request)
      return keysOf(table, request).then((keys) => {
        // At once: each would be another way to the database and back, and what is noted for nothing harms nothing.
        const changed = table.mutate(request)
        if (keys.length === 0) return changed
        noted.add(request.trans)
        const values = keys.map((key): OutboxEntry => ({ table: table.name, key }))
        const written = core.table(outboxName).mutate({ type: 'add', trans: request.trans, values })
        return Dexie.Promise.all([changed, written]).then(([response]) => response)
      })
    },
  }
}

type Keys = (string | number)[]

/** Which records a request changes. A range is looked up before it is gone. */
function keysOf(table: DBCoreTable, request: DBCoreMutateRequest): PromiseExtended<Keys> {
  const { primaryKey } = table.schema
  switch (request.type) {
    case 'add':
    case 'put':
      // Not the global `Promise`: Dexie's knows the transaction it runs in.
      return Dexie.Promise.resolve<Keys>(request.keys ?? request.values.map((value) => primaryKey.extractKey?.(value)))
    case 'delete':
      return Dexie.Promise.resolve<Keys>(request.keys)
    case 'deleteRange':
      return table
        .query({ trans: request.trans, values: false, query: { index: primaryKey, range: request.range } })
        .then(({ result }): Keys => result) as PromiseExtended<Keys>
  }
}
