import Dexie, {
  type DBCore,
  type DBCoreMutateRequest,
  type DBCoreTable,
  type Middleware,
  type PromiseExtended,
} from 'dexie'
import { isOfTemporary } from './temporary-middleware'

/** A conversation of which something was written or deleted since the search last read it. */
export type SearchNote = {
  conversationId: string
  /** Another one with every change. */
  stamp: number
}

const notesName = 'searchNotes'
const sources: readonly string[] = ['conversations', 'messages']

/** Notes in the same transaction which conversations it changes, so that no death can leave one out of the search. */
export function searchNotesMiddleware(): Middleware<DBCore> {
  return {
    stack: 'dbcore',
    name: notesName,
    create: (core) => ({
      ...core,
      transaction: (stores, mode, options) => {
        const notes = mode === 'readwrite' && stores.some((store) => sources.includes(store))
        const names = notes && !stores.includes(notesName) ? [...stores, notesName] : stores
        return core.transaction(names, mode, options)
      },
      table: (name) => {
        const table = core.table(name)
        return sources.includes(name) ? noting(table, core) : table
      },
    }),
  }
}

function noting(table: DBCoreTable, core: DBCore): DBCoreTable {
  return {
    ...table,
    mutate: (request) => {
      if (isOfTemporary(table.name, request)) return table.mutate(request)
      return conversationsOf(table, request).then((ids) => {
        // At once: it would be another way to the database and back.
        const changed = table.mutate(request)
        if (ids.length === 0) return changed
        const values = ids.map((conversationId): SearchNote => ({ conversationId, stamp: Math.random() }))
        const written = core.table(notesName).mutate({ type: 'put', trans: request.trans, values })
        return Dexie.Promise.all([changed, written]).then(([response]) => response)
      })
    },
  }
}

/** Whose records a request changes. What is to be deleted is looked up before it is gone. */
function conversationsOf(table: DBCoreTable, request: DBCoreMutateRequest): PromiseExtended<string[]> {
  const { trans } = request
  const idsOf = (rows: readonly unknown[]) => [...new Set(rows.flatMap((row) => conversationOf(table.name, row)))]
  switch (request.type) {
    case 'add':
    case 'put':
      // Not the global `Promise`: Dexie's knows the transaction it runs in.
      return Dexie.Promise.resolve(idsOf(request.values))
    case 'delete':
      return table.getMany({ trans, keys: request.keys }).then(idsOf) as PromiseExtended<string[]>
    case 'deleteRange':
      return table
        .query({ trans, values: true, query: { index: table.schema.primaryKey, range: request.range } })
        .then(({ result }) => idsOf(result)) as PromiseExtended<string[]>
  }
}

function conversationOf(table: string, row: unknown): string[] {
  const { id, conversationId } = (row ?? {}) as { id?: unknown; conversationId?: unknown }
  const found = table === 'conversations' ? id : conversationId
  return typeof found === 'string' ? [found] : []
}
