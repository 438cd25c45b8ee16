import { keptRuns, type RunRecord, type WorkerDay } from '../chat/run-record'
import { db } from './db'
import { stored } from './storage-error'

const keptDays = 30

export type WorkerLife = { today: WorkerDay | undefined; lastDeathAt: number | undefined }

/** The runs there is a record of, with the titles of their conversations, newest first. */
export async function listRuns(): Promise<{ run: RunRecord; title: string | undefined }[]> {
  const runs = await db.runs.orderBy('startedAt').reverse().toArray()
  const conversations = await db.conversations.bulkGet([...new Set(runs.map((run) => run.conversationId))])
  const titles = new Map(
    conversations.flatMap((one) => (one && one.deletedAt === undefined ? [[one.id, one.title]] : [])),
  )
  return runs.map((run) => ({ run, title: titles.get(run.conversationId) }))
}

/** Keeps a record over what is kept of that run, and forgets the oldest. */
export function saveRun(run: RunRecord): Promise<unknown> {
  return stored(() =>
    db.transaction('rw', db.runs, async () => {
      await db.runs.put(run)
      const old = await db.runs.orderBy('startedAt').reverse().offset(keptRuns).primaryKeys()
      if (old.length > 0) await db.runs.bulkDelete(old)
    }),
  )
}

/** Forgets the runs that are over. */
export function deleteRuns(): Promise<void> {
  return stored(async () => {
    await db.runs.where('status').notEqual('streaming').delete()
  })
}

/**
 * Notes a start of the worker. A record that still says *streaming*, of a run that does not live, tells that the worker
 * was ended while it wrote.
 * @param isLive whether the run that writes this message lives.
 */
export function noteWorkerStart(now: number, isLive: (messageId: string) => boolean): Promise<unknown> {
  return stored(() =>
    db.transaction('rw', [db.runs, db.workerDays], async () => {
      const streaming = await db.runs.where('status').equals('streaming').toArray()
      const lost = streaming.filter((run) => !isLive(run.messageId))
      await db.runs.bulkPut(lost.map((run) => ({ ...run, status: 'interrupted' as const })))
      const day = dayOf(now)
      const known = await db.workerDays.get(day)
      const lastDeathAt = lost.length > 0 ? Math.max(...lost.map((run) => run.updatedAt)) : known?.lastDeathAt
      await db.workerDays.put({
        day,
        starts: (known?.starts ?? 0) + 1,
        deaths: (known?.deaths ?? 0) + (lost.length > 0 ? 1 : 0),
        ...(lastDeathAt === undefined ? {} : { lastDeathAt }),
      })
      const old = await db.workerDays.orderBy('day').reverse().offset(keptDays).primaryKeys()
      await db.workerDays.bulkDelete(old)
    }),
  )
}

/** What is known of the worker today, and of when it was last ended in mid-answer, whenever that was. */
export async function readWorkerLife(now: number): Promise<WorkerLife> {
  const days = await db.workerDays.orderBy('day').reverse().toArray()
  const today = dayOf(now)
  return {
    today: days.find(({ day }) => day === today),
    lastDeathAt: days.find(({ lastDeathAt }) => lastDeathAt !== undefined)?.lastDeathAt,
  }
}

/** How many there are. */
export async function countStored(): Promise<{ conversations: number; messages: number; attachments: number }> {
  const conversations = await db.conversations.filter(({ deletedAt }) => deletedAt === undefined).count()
  const [messages, attachments] = await Promise.all([db.messages.count(), db.attachments.count()])
  return { conversations, messages, attachments }
}

/** The local date: a reader's "today". */
function dayOf(time: number): string {
  const date = new Date(time)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
