import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { replaceLocal } from '../../helpers/database'
import { message } from '../../helpers/messages'

const words = 'The first second. The next one 👩‍👩‍👧. And the end.'
const question = message({
  id: 'q',
  role: 'user',
  status: 'complete',
  parts: [{ type: 'text', text: 'Why?' }],
})
const answer = message({ id: 'a', parentId: 'q' })
const growing = (length: number) => ({ ...answer, parts: [{ type: 'text' as const, text: words.slice(0, length) }] })

/** A worker's life: modules of its own, and steps towards the stores of which one is its last. */
async function live(lastStep: number) {
  vi.resetModules()
  const [{ db }, { adoptJournals, Journal }, messages, { watchGenerations }, mirror, { beginTurn }, queue] =
    await Promise.all([
      import('../../../lib/db/db'),
      import('../../../lib/db/journal'),
      import('../../../lib/db/messages'),
      import('../../../lib/db/generation'),
      import('../../../lib/db/mirror'),
      import('../../../lib/db/turns'),
      import('../../../lib/db/queue'),
    ])
  let steps = 0
  let died = () => {}
  const death = new Promise<'dead'>((resolve) => (died = () => resolve('dead')))
  const isLast = () => {
    steps += 1
    if (steps >= lastStep) died()
    return steps >= lastStep
  }
  const never = new Promise<void>(() => {})
  const restore = (['set', 'remove'] as const).map((name) =>
    replaceLocal(name, (real) => (argument) => (isLast() ? never : real(argument))),
  )
  db.use({
    stack: 'dbcore',
    name: 'death',
    level: 100,
    create: (core) => ({
      ...core,
      table: (name) => {
        const table = core.table(name)
        return {
          ...table,
          mutate: (request) => {
            if (!isLast()) return table.mutate(request)
            // A transaction under way dies with its process.
            request.trans.abort()
            return new Dexie.Promise(() => {})
          },
        }
      },
    }),
  })
  watchGenerations(
    () => 'first',
    () => undefined,
  )
  return {
    db,
    adoptJournals,
    Journal,
    ...messages,
    ...queue,
    beginTurn,
    drain: mirror.drain,
    death,
    steps: () => steps,
    end: () => {
      restore.forEach((give) => give())
      db.close()
    },
  }
}

type Life = Awaited<ReturnType<typeof live>>

/** One answer from the click to its end. Tells how much was acknowledged. */
async function writeAnswer(
  { beginTurn, getQueued, Journal, drain }: Life,
  acknowledged: { length: number; begun: boolean },
) {
  const journal = new Journal('a')
  const begun: Promise<void>[] = []
  await beginTurn(question.conversationId, () => ({ question, answers: [answer] }), {
    queued: await getQueued('q'),
    onPlaced: (_, conversation) => begun.push(journal.begin(answer, { question, conversation })),
  })
  await Promise.all(begun)
  // From here on the request is on its way, whatever was copied.
  acknowledged.begun = true
  await drain()
  for (const length of [18, 34, 40]) {
    await journal.store(growing(length))
    acknowledged.length = length - 1
  }
  await journal.store({ ...growing(words.length), status: 'complete' })
  acknowledged.length = words.length
  return 'done'
}

async function tryDeath(lastStep: number, losesDatabase: boolean): Promise<{ finished: boolean; steps: number }> {
  fakeBrowser.reset()
  await Dexie.delete('gloss')
  const first = await live(lastStep)
  const acknowledged = { length: 0, begun: false }
  const outcome = await Promise.race([first.death, writeAnswer(first, acknowledged).catch(() => 'dead')])
  first.end()
  if (losesDatabase) await Dexie.delete('gloss')

  const second = await live(Infinity)
  await second.adoptJournals()
  await second.drain()
  const rows = await second.db.messages.toArray()
  const stored = rows.find(({ id }) => id === 'a')
  const at = `death at step ${lastStep}`
  if (acknowledged.begun) {
    expect(rows.map(({ id }) => id).sort(), at).toEqual(['a', 'q'])
    expect(await second.db.conversations.count(), at).toBe(1)
  } else {
    // Both or neither.
    expect([0, 2], at).toContain(rows.length)
  }
  const text = stored?.parts[0]?.text ?? ''
  expect(text.length, at).toBeGreaterThanOrEqual(acknowledged.length)
  expect(words.startsWith(text), at).toBe(true)
  expect(text.isWellFormed(), at).toBe(true)
  if (outcome === 'done') expect(stored?.status).toBe('complete')
  if (stored?.status === 'complete') expect(text).toBe(words)
  const left = Object.keys(await fakeBrowser.storage.local.get(null))
  expect(
    left.filter((key) => key.startsWith('journal:')),
    at,
  ).toEqual([])
  second.end()
  return { finished: outcome === 'done', steps: first.steps() }
}

const other = message({ id: 'other', parentId: 'q', status: 'complete' })
const queued = { id: 'q', conversationId: question.conversationId, text: 'Why?', attachmentIds: [], presetId: 'p' }

/** A question leaves its line when it is asked, and one waits behind it. */
async function tryDeathOfQueued(lastStep: number): Promise<{ finished: boolean }> {
  fakeBrowser.reset()
  await Dexie.delete('gloss')
  const before = await live(Infinity)
  const earlier = { ...question, id: 'earlier' }
  const answered = { ...other, parentId: 'earlier' }
  await before.beginTurn(question.conversationId, () => ({ question: earlier, answers: [answered] }))
  await before.enqueue(queued)
  await before.enqueue({ ...queued, id: 'behind' })
  await before.drain()
  before.end()
  const first = await live(lastStep)
  const acknowledged = { length: 0, begun: false }
  const outcome = await Promise.race([first.death, writeAnswer(first, acknowledged).catch(() => 'dead')])
  first.end()

  const second = await live(Infinity)
  await second.adoptJournals()
  const ids = (await second.db.messages.toArray()).map(({ id }) => id)
  const line = await second.listQueue(question.conversationId)
  const at = `death at step ${lastStep}`
  const isAsked = ids.includes('q')
  expect(ids.includes('a'), at).toBe(isAsked)
  if (acknowledged.begun) expect(isAsked, at).toBe(true)
  expect(
    line.map(({ id, waitsFor }) => [id, waitsFor]),
    at,
  ).toEqual(
    isAsked
      ? [['behind', 'a']]
      : [
          ['q', 'other'],
          ['behind', 'other'],
        ],
  )
  const conversation = await second.db.conversations.get(question.conversationId)
  expect(conversation?.leafId, at).toBe(isAsked ? 'a' : 'other')
  second.end()
  return { finished: outcome === 'done' }
}

describe('a worker that dies at any step', () => {
  it.each([
    ['with its database kept', false],
    ['with its database lost', true],
  ])('loses nothing that was acknowledged, %s', { timeout: 60_000 }, async (_, losesDatabase) => {
    let tries = 0
    for (let lastStep = 1; ; lastStep++) {
      tries += 1
      if ((await tryDeath(lastStep, losesDatabase)).finished) break
    }
    expect(tries).toBeGreaterThan(12)
  })

  it('leaves a question in its line or asked, never both', { timeout: 60_000 }, async () => {
    let lastStep = 1
    while (!(await tryDeathOfQueued(lastStep)).finished) lastStep += 1
    expect(lastStep).toBeGreaterThan(12)
  })
})
