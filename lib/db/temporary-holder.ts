import Dexie, {
  type DBCoreAddRequest,
  type DBCoreDeleteRangeRequest,
  type DBCoreDeleteRequest,
  type DBCoreMutateResponse,
  type DBCorePutRequest,
  type DBCoreTable,
  type DBCoreTransaction,
} from 'dexie'
import { heldCursor } from './held-cursor'
import { HeldRows } from './held-rows'

/** What the worker does with rows of temporary chats. Pages have none of it. */
export class TemporaryHolder {
  readonly rows = new HeldRows()
  readonly cursor = heldCursor

  /** Resolves when it is this transaction's turn, as what it does in the database would be done. */
  turn(table: DBCoreTable, trans: DBCoreTransaction): Promise<unknown> {
    return table.get({ trans, key: '' })
  }

  write(
    table: DBCoreTable,
    { type, trans, values }: DBCoreAddRequest | DBCorePutRequest,
  ): Promise<DBCoreMutateResponse> {
    return this.turn(table, trans).then(() => {
      const keys = values.map((row) => table.schema.primaryKey.extractKey?.(row) as string)
      const failures: Record<number, Error> = {}
      for (const [index, key] of keys.entries()) {
        if (type === 'add' && this.rows.has(table.name, key)) {
          failures[index] = new Dexie.ConstraintError('The key is taken.')
        } else this.rows.put(trans, table.name, key, values[index])
      }
      return { numFailures: Object.keys(failures).length, failures, results: keys, lastResult: keys.at(-1) }
    })
  }

  /** Removes what is held, and what is stored under the same keys. */
  remove(table: DBCoreTable, request: DBCoreDeleteRequest | DBCoreDeleteRangeRequest): Promise<DBCoreMutateResponse> {
    const keysIn = ({ range: { lower, upper } }: DBCoreDeleteRangeRequest): unknown[] =>
      this.rows
        .list(table.name, { by: 'key', from: String(lower ?? ''), to: String(upper ?? '\uffff') })
        .map(([key]) => key)
    const gone: unknown[] = request.type === 'delete' ? request.keys : keysIn(request)
    return table.mutate(request).then((response) => {
      for (const key of gone) this.rows.delete(request.trans, table.name, String(key))
      return response
    })
  }
}
