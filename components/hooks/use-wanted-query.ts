import { liveQuery } from 'dexie'
import { useObservable } from 'dexie-react-hooks'

/** What gives undefined, at once, and nothing after that. */
const nothing = {
  subscribe: (next: (value: undefined) => void) => {
    next(undefined)
    return () => undefined
  },
}

/**
 * A live query that is asked only where there is something to ask. Most messages have nothing attached and did not fail: a
 * question to the database for each of them would come to as much as drawing them.
 * @param query null where nothing is wanted.
 */
export function useWantedQuery<Value>(
  query: (() => Promise<Value>) | null,
  dependencies: unknown[],
): Value | undefined {
  return useObservable<Value | undefined>(() => (query ? liveQuery(query) : nothing), [query === null, ...dependencies])
}
