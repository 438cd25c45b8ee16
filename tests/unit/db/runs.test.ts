import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { keptRuns, type RunRecord } from '../../../lib/chat/run-record'
import { markDeleted } from '../../../lib/db/conversations'
import { db } from '../../../lib/db/db'
import { deleteRuns, listRuns, noteWorkerStart, readWorkerLife, saveRun } from '../../../lib/db/runs'

const run = (messageId: string, changes: Partial<RunRecord> = {}): RunRecord => ({
  messageId,
  conversationId: 'c',
  startedAt: 1,
  updatedAt: 1,
  status: 'complete',
  phase: 'writing',
  providerId: 'openai',
  model: 'gpt',
  characters: 0,
  likelyTokens: 0,
  fallbacks: 0,
  metrics: {},
  ...changes,
})

const kept = async () => (await listRuns()).map((row) => row.run.messageId)
const today = new Date(2026, 10, 20, 12).getTime()

describe('records of runs', () => {
  beforeEach(async () => {
    await db.delete()
    await db.open()
  })

  it('are listed newest first, with the titles of conversations that are there', async () => {
    await db.conversations.add({ id: 'c', title: 'Margins', createdAt: 1, updatedAt: 1, leafId: null })
    await saveRun(run('a', { startedAt: 1 }))
    await saveRun(run('b', { startedAt: 2, conversationId: 'gone' }))
    expect((await listRuns()).map(({ run: { messageId }, title }) => [messageId, title])).toEqual([
      ['b', undefined],
      ['a', 'Margins'],
    ])
    await markDeleted('c', 5)
    expect((await listRuns()).map(({ title }) => title)).toEqual([undefined, undefined])
  })

  it('are forgotten beyond the last two hundred', async () => {
    for (let index = 0; index <= keptRuns; index++) await saveRun(run(`run-${index}`, { startedAt: index }))
    const ids = await kept()
    expect(ids).toHaveLength(keptRuns)
    expect(ids).not.toContain('run-0')
    expect(ids[0]).toBe(`run-${keptRuns}`)
  })

  it('are deleted, but for those of runs that live', async () => {
    await saveRun(run('over'))
    await saveRun(run('live', { status: 'streaming' }))
    await deleteRuns()
    expect(await kept()).toEqual(['live'])
  })

  it('tell a start of the worker that it died in mid-answer', async () => {
    await saveRun(run('lost', { status: 'streaming', updatedAt: 700 }))
    await saveRun(run('live', { status: 'streaming', updatedAt: 900 }))
    await noteWorkerStart(today, (id) => id === 'live')
    const statuses = (await listRuns()).map((row) => [row.run.messageId, row.run.status])
    expect(Object.fromEntries(statuses)).toEqual({ lost: 'interrupted', live: 'streaming' })
    expect(await readWorkerLife(today)).toMatchObject({ today: { starts: 1, deaths: 1 }, lastDeathAt: 700 })
  })

  it('count the starts of each day, and remember the last death', async () => {
    const day = 24 * 60 * 60_000
    await saveRun(run('lost', { status: 'streaming', updatedAt: 700 }))
    await noteWorkerStart(today, () => false)
    await noteWorkerStart(today, () => false)
    await noteWorkerStart(today + day, () => false)
    expect(await readWorkerLife(today)).toMatchObject({ today: { starts: 2, deaths: 1 } })
    expect(await readWorkerLife(today + day)).toMatchObject({ today: { starts: 1, deaths: 0 }, lastDeathAt: 700 })
    expect((await readWorkerLife(today + 2 * day)).today).toBeUndefined()
  })
})
