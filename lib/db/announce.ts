import Dexie, { RangeSet } from 'dexie'

/**
 * Has every page read anew what it shows. They hear of each write from whoever made it, and a worker that dies between a
 * write and telling of it leaves them with what was.
 */
export function announceEverything(): void {
  Dexie.on.storagemutated.fire({ all: new RangeSet(-Infinity, [[]]) })
}
