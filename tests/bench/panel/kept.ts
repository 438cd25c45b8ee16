import { setTimeout as wait } from 'node:timers/promises'
import type { Display } from '../../../scripts/lib/display.ts'
import { WordServer } from '../../e2e/harness/word-server.ts'
import { heapOf } from './cost.ts'
import type { Figure } from './measures.ts'
import { median } from './numbers.ts'
import { layDown, openStored } from './stored.ts'
import { stream, type Streamed } from './streaming.ts'
import { Bench, glossSubject, type Opened } from './subjects.ts'

/** The database keeps what was read for some seconds after the last who read it. */
const forgottenMs = 6_000

/** What only Gloss has: conversations that are kept. */
export async function measureStored(display: Display): Promise<Figure[]> {
  const server = await WordServer.start(() => performance.timeOrigin + performance.now())
  const bench = await Bench.start(glossSubject, display, server.baseUrl)
  try {
    const opened = await bench.open()
    await glossSubject.setUp(opened.page, server.baseUrl)
    const figures: Figure[] = []
    for (const messages of [200, 1_000]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other is what is measured
      figures.push(...(await opening(opened, messages)))
    }
    return [...figures, ...(await closing(opened, server))]
  } finally {
    await bench.stop()
    await server.stop()
  }
}

async function opening(opened: Opened, messages: number): Promise<Figure[]> {
  const { paintedMs, nodes } = await openStored(opened, glossSubject, await layDown(opened.page, messages))
  const name = `opening ${messages.toLocaleString('en')} stored messages`
  return [
    { measure: `${name}: click → painted`, unit: 'ms', value: paintedMs },
    { measure: `${name}: elements`, unit: '', value: nodes },
    { measure: `${name}: heap`, unit: 'MB', value: await heapOf(opened.session) },
  ]
}

/** What typing below long threads costs, and what stays of them. */
async function closing(opened: Opened, server: WordServer): Promise<Figure[]> {
  const { page, session } = opened
  const below = async (messages: number): Promise<{ typed: Streamed; heap: number; left: number }> => {
    await openStored(opened, glossSubject, await layDown(page, messages, 'Below'))
    const heap = await heapOf(session)
    const typed = await stream(opened, glossSubject, server, {
      tag: `under${messages}`,
      tokens: 600,
      paceMs: 10,
      keysAfter: 100,
    })
    await glossSubject.newChat(page)
    await wait(forgottenMs)
    return { typed, heap, left: await heapOf(session) }
  }
  // Without all that is loaded and made ready with the first conversation, and stays for the next.
  await below(2)
  const short = await below(4)
  const half = await below(500)
  const long = await below(1_000)
  const typing = (messages: string, { typed }: { typed: Streamed }): Figure => ({
    measure: `key → frame while an answer comes below ${messages} messages, median`,
    unit: 'ms',
    value: median(typed.readings.keys),
  })
  const above = 'above what a short conversation leaves'
  return [
    typing('500', half),
    typing('1,000', long),
    { measure: `heap with 1,000 messages open, ${above}`, unit: 'MB', value: long.heap - short.left },
    { measure: `heap once they are closed, ${above}`, unit: 'MB', value: long.left - short.left },
  ]
}
