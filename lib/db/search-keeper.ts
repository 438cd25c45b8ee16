import { db, onMirroredCommit } from './db'
import { ensureIndex, indexSlice, rebuildIndex } from './search-index'
import { blockSize } from './search-records'
import { sweepDead } from './search-sweep'

/**
 * What is written in one go is read in one go, and not while a question goes out and its answer begins. Whoever opens the
 * history before that has it read at once.
 */
const delayMs = 2_000
/** Nothing else of the worker waits longer for the index. */
const turnMs = 12
/** An index with so many numbers that nobody has is made anew. */
const mostDead = 1_000

let timer: ReturnType<typeof setTimeout> | undefined
let working: Promise<void> | undefined
let hold: () => () => void = () => () => undefined

/**
 * From now on the search follows what is stored. Where there is no index it is made, which takes about a minute for ten
 * thousand conversations.
 * @param keepAlive holds the worker while there is much to be read; what it does not come to is noted.
 */
export function startIndexing(keepAlive: { hold: () => () => void }): void {
  hold = () => keepAlive.hold()
  onMirroredCommit(indexSoon)
  void index(ensureIndex)
}

/** Brings into the index what was noted, once nothing was stored for a moment. A failure leaves the notes for the next time. */
function indexSoon(): void {
  clearTimeout(timer)
  timer = setTimeout(indexNow, delayMs)
}

/** As `indexSoon`, without the moment: somebody is about to search. */
export function indexNow(): void {
  clearTimeout(timer)
  timer = undefined
  void index()
}

/** Takes the words of deleted conversations out of the index. */
export function sweepIndex(): Promise<void> {
  return index(async () => {
    const dead = await countDead()
    if (dead.dead > mostDead && dead.dead > dead.living) await rebuildIndex()
    else if (dead.dead > 0) await sweepDead(breaths())
  })
}

/** One at a time: two would give one number to two conversations. */
function index(before: () => Promise<void> = () => Promise.resolve()): Promise<void> {
  const next = (working ?? Promise.resolve()).then(async () => {
    const release = hold()
    try {
      await before()
      const breathe = breaths()
      while (await indexSlice(breathe)) await breathe()
    } catch {
      // The history says how many conversations the search does not know yet.
    } finally {
      release()
    }
  })
  working = next
  return next
}

/** Resolves when all that is noted has been looked at. */
export function indexed(): Promise<void> {
  return index()
}

function breaths(): () => Promise<void> {
  let began = performance.now()
  return async () => {
    if (performance.now() - began < turnMs) return
    await new Promise((resolve) => setTimeout(resolve, 0))
    began = performance.now()
  }
}

async function countDead(): Promise<{ dead: number; living: number }> {
  const blocks = await db.searchBlocks.toArray()
  const places = blocks.flatMap((block) => block.places.slice(0, blockSize))
  const dead = places.filter((place) => place === 'dead').length
  return { dead, living: places.filter((place) => typeof place === 'object').length }
}
