import Dexie, {
  type DBCore,
  type DBCoreMutateRequest,
  type DBCoreMutateResponse,
  type DBCoreQuery,
  type DBCoreTable,
  type DBCoreTransaction,
  type Middleware,
} from 'dexie'
import { ChatError } from '../chat/chat-error'
import { isTemporary } from '../chat/temporary'
import { askedRows, heldTables, isTemporaryRow, requireWhole, spanOf, temporaryHolder } from './temporary'

/**
 * Keeps what is of temporary chats out of the database, and finds it as if it were there. It lies below what tells live
 * queries of changes, so that these hear of it as of all else.
 */
export function temporaryMiddleware(): Middleware<DBCore> {
  return {
    stack: 'dbcore',
    name: 'temporary',
    level: -1,
    create: (core) => ({
      ...core,
      table: (name) => (heldTables.includes(name) ? overlaid(core.table(name)) : guarded(core.table(name))),
    }),
  }
}

/** Whether a request changes rows of temporary chats, which nothing that lies on a disk may take note of. */
export function isOfTemporary(table: string, request: DBCoreMutateRequest): boolean {
  if (!heldTables.includes(table)) return false
  switch (request.type) {
    case 'add':
    case 'put':
      return request.values.some(isTemporaryRow)
    case 'delete':
      return request.keys.length > 0 && request.keys.every(isTemporary)
    case 'deleteRange':
      return isTemporary(request.range.lower)
  }
}

/** A table that no row of a temporary chat belongs in. */
function guarded(table: DBCoreTable): DBCoreTable {
  if (table.name === 'runs') return table
  return {
    ...table,
    mutate: (request) => {
      const isNamed = (row: object) => Object.values(row).some(isTemporary)
      if ('values' in request && request.values.some(isNamed)) return refused()
      return table.mutate(request)
    },
  }
}

function refused(): Promise<never> {
  return Dexie.Promise.reject(new ChatError('internal', 'A temporary chat is not written to the disk.'))
}

// No native promise in what follows: Dexie's know the transaction they run in.
function overlaid(table: DBCoreTable): DBCoreTable {
  const { name } = table
  return {
    ...table,
    mutate: (request) => mutate(table, request),
    get: (request) => table.get(request).then((row: unknown) => row ?? rowsOf([request.key]).then(([held]) => held)),
    getMany: (request) =>
      table.getMany(request).then((rows: unknown[]) => {
        if (!rows.includes(undefined)) return rows
        return rowsOf(request.keys).then((held) => rows.map((row, index) => row ?? held[index]))
      }),
    query: (request) =>
      found(table, request.query, request.trans)?.then((rows) => ({
        result: rows.slice(0, request.limit).map(([key, row]) => (request.values ? row : key)),
      })) ?? table.query(request),
    count: (request) =>
      found(table, request.query, request.trans)?.then(({ length }) => length) ?? table.count(request),
    openCursor: (request) => {
      const holder = temporaryHolder()
      const rows = found(table, request.query, request.trans)
      if (!rows) return table.openCursor(request)
      // A page asks for all of them at once.
      return rows.then((all) => (holder ? holder.cursor(all, request) : refused()))
    },
  }

  function rowsOf(keys: readonly unknown[]): Promise<unknown[]> {
    const holder = temporaryHolder()
    if (holder) return Dexie.Promise.resolve(keys.map((key) => holder.rows.get(name, key)))
    if (!keys.some(isTemporary)) return Dexie.Promise.resolve([])
    return Dexie.Promise.resolve(askedRows({ table: name, keys: keys.map(String) }))
  }
}

/** Keys with their rows, where a query asks for those of temporary chats. */
function found(
  table: DBCoreTable,
  query: DBCoreQuery,
  trans: DBCoreTransaction,
): Promise<[key: string, row: unknown][]> | undefined {
  const span = spanOf(query)
  if (!span) return undefined
  const holder = temporaryHolder()
  if (holder) return holder.turn(table, trans).then(() => holder.rows.list(table.name, span))
  const keyOf = (row: unknown) => table.schema.primaryKey.extractKey?.(row) as string
  return Dexie.Promise.resolve(askedRows({ table: table.name, ...span })).then((rows) =>
    rows.map((row): [string, unknown] => [keyOf(row), row]),
  )
}

function mutate(table: DBCoreTable, request: DBCoreMutateRequest): Promise<DBCoreMutateResponse> {
  const holder = temporaryHolder()
  if ('values' in request) {
    request.values.forEach(requireWhole)
    if (!isOfTemporary(table.name, request)) return table.mutate(request)
    return holder && request.values.every(isTemporaryRow) ? holder.write(table, request) : refused()
  }
  return holder ? holder.remove(table, request) : table.mutate(request)
}
