import { mkdir, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { it } from 'vitest'
import { startDisplay } from '../../scripts/lib/display.ts'
import { serveFolder } from '../../scripts/lib/file-server.ts'
import { chromeBuild, project } from '../../scripts/lib/project.ts'
import { seedHistory, type Seed } from '../e2e/harness/history-seed.ts'
import { startGloss } from '../e2e/harness/gloss.ts'

const conversations = 10_000
const runs = 9

/** What a reader may look for: from one conversation's own word to a beginning that thousands share. */
const queries = {
  'a word of one conversation': 'marker7531',
  'two words of one conversation': 'site31 marker7531',
  'the most frequent word': '',
  'two frequent words': '',
  'a sentence of thirty frequent words': '',
  'a phrase': '',
  'three letters that begin thousands of words': 'tea',
  'two letters, half typed': 'te',
  'one letter': 't',
  'two characters of a script without blanks': '的了',
  'one character of it, of thousands of pairs': '的',
  'nothing that is there': 'zzzyx',
}

/** Conversations in a script without blanks, beside the others. */
const withoutBlanks = 1_000

/** Their texts: the first characters are as frequent as 的 is in Chinese. */
function denseSeeds(): Seed[] {
  let state = 11
  const random = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
  const frequent = '的了是在不我有他这个'
  const character = () =>
    random() < 0.15
      ? (frequent[Math.floor(random() ** 2 * frequent.length)] ?? '')
      : String.fromCharCode(0x4e00 + Math.floor(3_000 * random() ** 2))
  const text = (length: number) => Array.from({ length }, character).join('')
  return Array.from({ length: withoutBlanks }, (_, index) => ({
    id: `dense-${index}`,
    title: text(8),
    texts: [text(30), text(600)],
    age: index / 20,
  }))
}

/**
 * Run with `npm run bench`, after `npm run build`. In Chromium, in the history of the built extension: from the moment the
 * search begins until what is shown of the first thirty conversations is read, sentences and marks included. The floor:
 * reading one record of the same database.
 */
it(`a search in ${conversations} conversations`, async () => {
  const display = await startDisplay()
  const sample = await serveFolder(`${project}docs/sample`)
  const gloss = await startGloss({ build: chromeBuild, display, hosts: [], url: sample.url })
  try {
    const panel = await gloss.openPanelInTab()
    await panel.getByTestId('composer-input').waitFor()
    await panel.evaluate(seedHistory, { many: conversations - withoutBlanks, seeds: denseSeeds() })
    const beganAt = Date.now()
    await panel.reload()
    await panel.getByTestId('open-history').click()
    const openMs = await panel.evaluate(async () => {
      const began = performance.now()
      while (!document.querySelector('[data-testid=history-entry]')) await new Promise(requestAnimationFrame)
      return performance.now() - began
    })
    const readUnread = () =>
      panel.evaluate(
        () =>
          new Promise<number>((resolve) => {
            const opening = indexedDB.open('gloss')
            opening.addEventListener('success', () => {
              const count = opening.result.transaction('searchNotes').objectStore('searchNotes').count()
              count.addEventListener('success', () => {
                opening.result.close()
                resolve(count.result)
              })
            })
          }),
      )
    for (let unread = conversations; unread > 0; unread = await readUnread()) {
      await new Promise((resolve) => setTimeout(resolve, 1_000))
    }
    const indexedMs = Date.now() - beganAt
    const { frequent, phrase } = await panel.evaluate(wordsToSeek)
    queries['the most frequent word'] = frequent[0] ?? ''
    queries['two frequent words'] = frequent.slice(0, 2).join(' ')
    queries['a sentence of thirty frequent words'] = frequent.slice(0, 30).join(' ')
    queries['a phrase'] = phrase

    const floor = await panel.evaluate(readOneRecord, runs)
    const sizes = await panel.evaluate(sizesOf)
    await panel.evaluate(countReads)
    const rows: Record<string, object> = {}
    for (const [name, words] of Object.entries(queries)) {
      const times = await panel.evaluate(searchFor, { words, runs })
      const { requests, kilobytes, yardstickMs } = await panel.evaluate(readLike)
      rows[name] = {
        ...spread(times),
        'median ÷ floor': round(middle(times) / middle(floor)),
        'requests, a search': round(requests / runs),
        'kB of the index': kilobytes,
        // The same records by themselves, a moment later.
        'reading them, ms': round(yardstickMs),
      }
      process.stdout.write(`${name}: ${JSON.stringify(rows[name])}\n`)
    }
    const facts = {
      'the floor: one record is read': spread(floor),
      ...rows,
    }
    const once = {
      'the history opens, ms': round(openMs),
      'the index is made, s': round(indexedMs / 1_000),
      conversations,
      ...sizes,
      machine: `${cpus().length} × ${cpus()[0]?.model ?? ''}`,
    }
    process.stdout.write(`${JSON.stringify({ ...facts, ...once }, null, 2)}\n`)
    await mkdir('test-results/bench', { recursive: true })
    await writeFile('test-results/bench/history-search.json', JSON.stringify({ ...facts, ...once }, null, 2))
  } finally {
    await gloss.stop()
    await sample.stop()
    display.stop()
  }
}, 1_200_000)

function spread(times: readonly number[]) {
  return { 'min ms': round(Math.min(...times)), 'median ms': round(middle(times)), 'max ms': round(Math.max(...times)) }
}

function middle(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? Number.NaN
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

/** In the panel: types these words again and again, and takes down how long each search took. */
async function searchFor({ words, runs: wanted }: { words: string; runs: number }): Promise<number[]> {
  const field = document.querySelector<HTMLInputElement>('[data-testid=history-search]')
  if (!field) throw new Error('The history is not open.')
  // The way round React's own setter, which would not hear of the change.
  const property = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')
  const type = (text: string): void => {
    property?.set?.call(field, text)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const times: number[] = []
  while (times.length < wanted) {
    performance.clearMeasures('history-search')
    type(words)
    await until(() => performance.getEntriesByName('history-search').length > 0)
    times.push(performance.getEntriesByName('history-search').at(-1)?.duration ?? Number.NaN)
    type('')
    // Otherwise the next run would ask for what is shown already.
    await until(() => document.querySelector('[data-testid=history-list]') !== null)
  }
  return times
}

/** In a page of ours: the words that most conversations hold, from the text of the first ones, and two that stand together. */
async function wordsToSeek(): Promise<{ frequent: string[]; phrase: string }> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('gloss')
    opening.addEventListener('success', () => resolve(opening.result))
  })
  const rows = await new Promise<{ parts: { text: string }[] }[]>((resolve) => {
    const range = IDBKeyRange.lowerBound('made-')
    const request = database.transaction('messages').objectStore('messages').getAll(range, 400)
    request.addEventListener('success', () => resolve(request.result as { parts: { text: string }[] }[]))
  })
  database.close()
  const counts = new Map<string, number>()
  for (const { parts } of rows) {
    for (const word of new Set(parts.flatMap(({ text }) => text.split(' ')))) {
      if (word.length > 2) counts.set(word, (counts.get(word) ?? 0) + 1)
    }
  }
  const frequent = [...counts].sort((one, other) => other[1] - one[1]).map(([word]) => word)
  const words = rows[1]?.parts[0]?.text.split(' ') ?? []
  return { frequent, phrase: words.slice(20, 23).join(' ') }
}

/** In a page of ours: how much is stored, and how much of it is the index. */
async function sizesOf(): Promise<Record<string, number>> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('gloss')
    opening.addEventListener('success', () => resolve(opening.result))
  })
  const all = <Row>(name: string) =>
    new Promise<Row[]>((resolve) => {
      const request = database.transaction(name).objectStore(name).getAll()
      request.addEventListener('success', () => resolve(request.result as Row[]))
    })
  const messages = await all<{ parts: { text: string }[] }>('messages')
  const stems = await all<{ words: string }>('searchStems')
  database.close()
  const texts = messages.flatMap(({ parts }) => parts.map(({ text }) => text.length))
  const millions = (lengths: number[]) => Math.round(lengths.reduce((sum, length) => sum + length, 0) / 10_000) / 100
  return {
    messages: messages.length,
    'characters of text, millions': millions(texts),
    'records of the index': stems.length,
    'characters of the index, millions': millions(stems.map(({ words }) => words.length)),
  }
}

/** In the panel: counts from now on how often its database is asked, and remembers which words were. */
function countReads(): void {
  const asked = { requests: 0, ranges: new Map<string, IDBKeyRange>() }
  for (const kind of [IDBObjectStore, IDBIndex]) {
    for (const method of ['get', 'getAll', 'getAllKeys', 'openCursor', 'openKeyCursor', 'count'] as const) {
      const original = kind.prototype[method] as (...all: unknown[]) => IDBRequest
      const counted = function (this: IDBObjectStore | IDBIndex, ...all: unknown[]) {
        asked.requests += 1
        const range = [all[0], (all[0] as { query?: unknown } | undefined)?.query].find(
          (one) => one instanceof IDBKeyRange,
        )
        if (this.name === 'searchStems' && range) asked.ranges.set(JSON.stringify(range.lower), range)
        return original.apply(this, all)
      }
      Object.assign(kind.prototype, { [method]: counted })
    }
  }
  Object.assign(globalThis, { asked })
}

/** In the panel: what the last search read of the index, and how long that takes by itself. */
async function readLike(): Promise<{ requests: number; kilobytes: number; yardstickMs: number }> {
  const { asked } = globalThis as unknown as { asked: { requests: number; ranges: Map<string, IDBKeyRange> } }
  const { requests } = asked
  const ranges = [...asked.ranges.values()]
  const database = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('gloss')
    opening.addEventListener('success', () => resolve(opening.result))
  })
  const times: number[] = []
  let characters = 0
  for (let run = 0; run < 5; run += 1) {
    const began = performance.now()
    const store = database.transaction('searchStems').objectStore('searchStems')
    const read = await Promise.all(
      ranges.map(
        (range) =>
          new Promise<{ words: string }[]>((resolve) => {
            const request = store.getAll(range)
            request.addEventListener('success', () => resolve(request.result as { words: string }[]))
          }),
      ),
    )
    times.push(performance.now() - began)
    characters = read.flat().reduce((sum, { words }) => sum + words.length, 0)
  }
  database.close()
  Object.assign(asked, { requests: 0, ranges: new Map() })
  const yardstickMs = times.toSorted((one, other) => one - other)[2] ?? Number.NaN
  return { requests, kilobytes: Math.round((characters * 2) / 1_000), yardstickMs }
}

/** In a page of ours: how long it takes to read one record. */
async function readOneRecord(count: number): Promise<number[]> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('gloss')
    opening.addEventListener('success', () => resolve(opening.result))
  })
  const times: number[] = []
  for (let run = 0; run < count; run += 1) {
    const began = performance.now()
    await new Promise<void>((resolve) => {
      const request = database.transaction('messages').objectStore('messages').get(`made-${run}-1`)
      request.addEventListener('success', () => resolve())
    })
    times.push(performance.now() - began)
  }
  database.close()
  return times
}
