import Dexie, { type DBCoreCursor, type DBCoreOpenCursorRequest } from 'dexie'

/** Goes through rows that are in memory as Dexie goes through those of a database. Null when there are none. */
export function heldCursor(
  rows: readonly [key: string, row: unknown][],
  { trans, reverse = false }: DBCoreOpenCursorRequest,
): DBCoreCursor | null {
  const ordered = reverse ? rows.toReversed() : rows
  if (ordered.length === 0) return null
  let at = 0
  let isOver = false
  let callBack = () => {}
  let end: (value?: unknown) => void = () => {}
  let fail: (error: Error) => void = () => {}
  const stop = (value?: unknown) => {
    isOver = true
    end(value)
  }
  const goTo = (next: number) => {
    at = next
    // In a turn of its own: thousands of rows would lie on the stack.
    void Dexie.Promise.resolve().then(() => {
      if (isOver) return
      if (at >= ordered.length) return stop()
      try {
        callBack()
      } catch (error) {
        fail(error as Error)
      }
    })
  }
  // Dexie makes objects with this one as their prototype, so that nothing here may be `this`.
  const cursor: DBCoreCursor = {
    trans,
    get key() {
      return ordered[at]?.[0]
    },
    get primaryKey() {
      return ordered[at]?.[0]
    },
    get value() {
      return ordered[at]?.[1]
    },
    get done() {
      return isOver
    },
    continue: (key?: string) => {
      const next = key === undefined ? at + 1 : ordered.findIndex(([one]) => (reverse ? one <= key : one >= key))
      goTo(next < 0 ? ordered.length : next)
    },
    continuePrimaryKey: (_, primaryKey: string) => cursor.continue(primaryKey),
    advance: (count) => goTo(at + count),
    start: (onNext) => {
      callBack = onNext
      const run = new Dexie.Promise<unknown>((resolve, reject) => {
        end = resolve
        fail = reject
      })
      goTo(at)
      return run
    },
    stop,
    next: () => Dexie.Promise.reject(new Error('Rows in memory are gone through with `start`.')),
    fail: (error) => fail(error),
  }
  return cursor
}
