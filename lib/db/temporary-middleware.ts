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
import { heldCursor } from './held-cursor'
import { askedRows, heldRows, heldTables, isTemporaryRow, requireWhole, spanOf } from './temporary'

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
  return Dexie.Promise.reject(
    new ChatError('internal', 'Something of a temporary chat was about to be written to disk.'),
  )
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
    openCursor: (request) =>
      found(table, request.query, request.trans)?.then((rows) => heldCursor(rows, request)) ??
      table.openCursor(request),
  }

  function rowsOf(keys: readonly unknown[]): Promise<unknown[]> {
    const held = heldRows()
    if (held) return Dexie.Promise.resolve(keys.map((key) => held.get(name, key)))
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
  const held = heldRows()
  if (held) return turnOf(table, trans).then(() => held.list(table.name, span))
  const keyOf = (row: unknown) => table.schema.primaryKey.extractKey?.(row) as string
  return Dexie.Promise.resolve(askedRows({ table: table.name, ...span })).then((rows) =>
    rows.map((row): [string, unknown] => [keyOf(row), row]),
  )
}

function mutate(table: DBCoreTable, request: DBCoreMutateRequest): Promise<DBCoreMutateResponse> {
  const { name, schema } = table
  const { trans } = request
  if (request.type === 'add' || request.type === 'put') {
    const { type, values } = request
    values.forEach(requireWhole)
    if (!isOfTemporary(name, request)) return table.mutate(request)
    const held = heldRows()
    if (!held || !values.every(isTemporaryRow)) return refused()
    return turnOf(table, trans).then(() => {
      const keys = values.map((row) => schema.primaryKey.extractKey?.(row) as string)
      const failures: Record<number, Error> = {}
      for (const [index, key] of keys.entries()) {
        if (type === 'add' && held.has(name, key)) failures[index] = new Dexie.ConstraintError('The key is taken.')
        else held.put(trans, name, key, values[index])
      }
      return { numFailures: Object.keys(failures).length, failures, results: keys, lastResult: keys.at(-1) }
    })
  }
  const held = heldRows()
  if (!held) return table.mutate(request)
  const gone =
    request.type === 'delete'
      ? request.keys
      : held
          .list(name, {
            by: 'key',
            from: String(request.range.lower ?? ''),
            to: String(request.range.upper ?? '\uffff'),
          })
          .map(([key]) => key)
  return table.mutate(request).then((response) => {
    for (const key of gone) held.delete(trans, name, String(key))
    return response
  })
}

/** Resolves when it is this transaction's turn, as what it reads in the database would be. */
function turnOf(table: DBCoreTable, trans: DBCoreTransaction): Promise<unknown> {
  return table.get({ trans, key: '' })
}
