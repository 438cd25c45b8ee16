import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { isTemporary } from '../../../lib/chat/temporary'
import { addAttachment, getAttachments, trimAttachment } from '../../../lib/db/attachments'
import { copyPath, deleteMessage, restoreMessage, showMessage } from '../../../lib/db/branches'
import { getRecording, saveRecording } from '../../../lib/db/cassettes'
import { beginBeside, beginInPlaceOf, keepAnswer, showComparison } from '../../../lib/db/comparisons'
import {
  getConversation,
  lastView,
  listConversations,
  nameConversation,
  renameConversation,
  saveView,
} from '../../../lib/db/conversations'
import { getDraft, saveDraft } from '../../../lib/db/drafts'
import { db } from '../../../lib/db/db'
import { TemporaryHolder } from '../../../lib/db/temporary-holder'
import { beginAnswer, checkpoint, listMessages, resumeAnswer, streamingMessages } from '../../../lib/db/messages'
import { pastQuestions } from '../../../lib/db/past-questions'
import {
  conversationsWaiting,
  editQueued,
  enqueue,
  getWaiting,
  moveQueued,
  noteQueueProblem,
  removeQueued,
} from '../../../lib/db/queue'
import { getReceipt, noteRecordingProblem, saveReceipt } from '../../../lib/db/receipts'
import { saveRun } from '../../../lib/db/runs'
import { getSectionResults, saveSectionResult } from '../../../lib/db/section-results'
import { askForTemporary, hasTemporary, holdTemporary, readTemporary } from '../../../lib/db/temporary'
import { discardTemporary, keepTemporary } from '../../../lib/db/temporary-chats'
import { beginTurn as beginTurnAt } from '../../../lib/db/turns'
import { windowThatShowed } from '../../../lib/db/views'
import { attachment, message } from '../../helpers/messages'
import { beginTurn } from '../../helpers/turns'

/** Everything that the database itself holds, below what looks for temporary chats. */
async function onDisk(): Promise<string> {
  const open = indexedDB.open('gloss')
  const raw = await new Promise<IDBDatabase>((resolve) => (open.onsuccess = () => resolve(open.result)))
  const all: unknown[] = []
  for (const name of raw.objectStoreNames) {
    const request = raw.transaction(name).objectStore(name).getAll()
    all.push([name, await new Promise((resolve) => (request.onsuccess = () => resolve(request.result)))])
  }
  raw.close()
  return JSON.stringify([all, await fakeBrowser.storage.local.get(null)])
}

const turn = (conversationId: string, tag: string, parentId: string | null = null) => {
  const mark = isTemporary(conversationId) ? 'temporary-' : ''
  const parts = [{ type: 'text' as const, text: `Why ${tag}?` }]
  const base = { conversationId, createdAt: 1 }
  const question = message({ ...base, id: `${mark}q-${tag}`, parentId, role: 'user', status: 'complete', parts })
  const answer = message({ ...base, id: `${mark}a-${tag}`, parentId: question.id, status: 'streaming', createdAt: 2 })
  return [question, answer] as const
}

beforeEach(async () => {
  fakeBrowser.reset()
  holdTemporary(new TemporaryHolder())
  await db.delete()
  await db.open()
})

describe('a temporary chat', () => {
  /** What can be done in a conversation, each on whatever of it is there. */
  const deeds: ((id: string, mark: string, n: number) => Promise<unknown>)[] = [
    async (id, _, n) => {
      await beginTurnAt(id, ({ parentId }) => {
        const [question, answer] = turn(id, String(n), parentId)
        return { question, answers: [answer] }
      })
    },
    async (id, mark, n) => {
      const [question] = (await listMessages(id)).filter(({ role }) => role === 'user')
      if (question) await beginAnswer({ ...turn(id, 'x')[1], id: `${mark}again-${n}`, parentId: question.id })
    },
    async (id) => Promise.all((await listMessages(id)).map((one) => checkpoint({ ...one, status: 'complete' }))),
    async (id) => {
      const last = (await listMessages(id)).at(-1)
      if (last) await resumeAnswer({ ...last, status: 'streaming' })
    },
    async (id, mark, n) => {
      const answer = (await listMessages(id)).find(({ role }) => role === 'assistant')
      if (answer) await beginBeside(answer.id, [{ ...answer, id: `${mark}beside-${n}` }])
    },
    async (id, mark, n) => {
      const answer = (await listMessages(id)).findLast(({ role }) => role === 'assistant')
      if (answer) await beginInPlaceOf(answer.id, { ...answer, id: `${mark}place-${n}` })
    },
    async (id) => {
      const answer = (await listMessages(id)).findLast(({ role }) => role === 'assistant')
      if (answer) await keepAnswer(answer.id)
    },
    async (id) => Promise.all((await listMessages(id)).map((one) => showComparison(one.id))),
    async (id, _, n) => {
      const messages = await listMessages(id)
      const one = messages[n % Math.max(1, messages.length)]
      if (one) await showMessage(one.id, { here: n % 2 === 0 })
    },
    async (id, _, n) => {
      const messages = await listMessages(id)
      const one = messages[n % Math.max(1, messages.length)]
      if (one) await deleteMessage(one.id, n)
    },
    async (id) => {
      const gone = (await db.messages.where('conversationId').equals(id).toArray()).find(({ deleted }) => deleted)
      if (gone) await restoreMessage(gone.id)
    },
    async (id, mark, n) =>
      enqueue({ id: `${mark}queued-${n}`, conversationId: id, text: `Then ${n}?`, attachmentIds: [], presetId: 'p' }),
    async (id) => {
      const [next] = (await getWaiting(id)).line
      if (next) await editQueued(next.id, { text: 'Changed?', attachmentIds: [] })
    },
    async (id, _, n) => {
      const [next] = (await getWaiting(id)).line
      if (next) await moveQueued(next.id, n)
    },
    async (id) => {
      const [next] = (await getWaiting(id)).line
      if (next) await noteQueueProblem(next.id, { kind: 'internal', message: 'No.' })
    },
    async (id) => {
      const [next] = (await getWaiting(id)).line
      if (next) await removeQueued(next.id)
    },
    async (id, mark, n) => {
      await addAttachment(attachment({ id: `${mark}s-${n}` }))
      await trimAttachment(`${mark}s-${n}`, [{ from: 0, to: 1 }], `${mark}t-${n}`)
      await saveDraft({ conversationId: id, text: `Draft ${n}`, attachmentIds: [`${mark}t-${n}`], updatedAt: n })
    },
    async (id) => saveDraft({ conversationId: id, text: '', attachmentIds: [], updatedAt: 1 }),
    async (id, _, n) => renameConversation(id, `Name ${n}`),
    async (id) => nameConversation(id, 'By the model', 'Why 0?'),
    async (id) => {
      for (const { id: messageId, role } of await listMessages(id)) {
        if (role === 'user') continue
        const facts = { providerId: 'p', providerName: 'P', model: 'm', requests: [], attachmentIds: [] }
        await saveReceipt({ messageId, ...facts })
        await noteRecordingProblem(messageId, 'No room.')
        const cassette = { gloss: '1', recordedAt: 1, model: 'm', exchanges: [] }
        await saveRecording({ messageId, recordedAt: 1, bytes: 1, cassette })
      }
    },
    async (id, _, n) =>
      saveSectionResult({ key: `result-${n}`, conversationId: id, notes: `Notes ${n}`, createdAt: n }),
  ]

  /** All that a reader can see of a conversation, under the ids that it would have when it was kept. */
  async function seen(id: string, mark: string): Promise<unknown> {
    const messages = await listMessages(id)
    const ids = messages.map((one) => one.id)
    const past: string[] = []
    for await (const one of pastQuestions(id)) past.push(one)
    const all = {
      conversation: await getConversation(id),
      messages,
      waiting: await getWaiting(id),
      draft: await getDraft(id),
      receipts: await Promise.all(ids.map(getReceipt)),
      recordings: await Promise.all(ids.map(getRecording)),
      attachments: await getAttachments(
        Array.from({ length: 12 }, (_, n) => [`${mark}s-${n}`, `${mark}t-${n}`]).flat(),
      ),
      results: [...(await getSectionResults(Array.from({ length: 12 }, (_, n) => `result-${n}`))).values()],
      streaming: (await streamingMessages()).map((one) => one.id).sort(),
      waitsIn: await conversationsWaiting(),
      past,
    }
    return JSON.parse(JSON.stringify(all).replaceAll('temporary-', ''))
  }

  it('is for every reading and writing what a stored one is, and nothing of it is on the disk; kept, it is stored', async () => {
    const steps = fc.array(fc.nat(deeds.length - 1), { minLength: 4, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(steps, async (chosen) => {
        const outcome = async (id: string, mark: string) => {
          const told: unknown[] = []
          for (const [n, deed] of [0, ...chosen].entries()) {
            const failure = await deeds[deed]?.(id, mark, n).then(
              () => 'done',
              (error: unknown) => String(error),
            )
            told.push(failure)
          }
          return [told, await seen(id, mark)]
        }
        const fresh = async () => {
          holdTemporary(new TemporaryHolder())
          await fakeBrowser.storage.session.clear()
          await Promise.all(db.tables.map((table) => table.clear()))
        }
        await fresh()
        const stored = await outcome('c', '')
        await fresh()
        const before = await onDisk()
        expect(await outcome('temporary-c', 'temporary-')).toEqual(stored)
        expect(await onDisk()).toBe(before)
        // What cannot be read any more by whoever takes over would be lost with the worker.
        holdTemporary(new TemporaryHolder())
        db.close()
        await db.open()
        expect(await seen('temporary-c', 'temporary-')).toEqual(stored[1])
        await Promise.all((await listMessages('temporary-c')).map((one) => checkpoint({ ...one, status: 'complete' })))
        const last = (await seen('temporary-c', 'temporary-')) as { attachments: unknown }
        await keepTemporary('temporary-c', 9)
        const { attachments: _, ...kept } = (await seen('c', '')) as typeof last
        const { attachments: __, ...was } = last
        expect(kept).toEqual(was)
        expect(hasTemporary()).toBe(false)
      }),
      { numRuns: 25 },
    )
  })

  const begin = async (id = 'temporary-c') => {
    const [question, answer] = turn(id, 'one')
    await addAttachment(attachment({ id: 'temporary-s' }))
    await beginTurn({ ...question, attachmentIds: ['temporary-s'] }, answer)
    await checkpoint({ ...answer, status: 'complete' })
    return { question, answer }
  }

  it('goes on in another temporary one, which has its snapshots still when the first is discarded', async () => {
    const { answer } = await begin()
    let n = 0
    const createId = () => `temporary-copy-${n++}`
    await copyPath(answer.id, { conversationId: 'temporary-d', createId, now: 3 })
    await discardTemporary('temporary-c')
    expect(await listMessages('temporary-c')).toEqual([])
    expect(await listMessages('temporary-d')).toHaveLength(2)
    expect(await getAttachments(['temporary-s'])).toHaveLength(1)
    await discardTemporary('temporary-d')
    expect(await getAttachments(['temporary-s'])).toEqual([])
    expect(await fakeBrowser.storage.session.get(null)).toEqual({})
  })

  it('stays discarded when its answer or what was sent for it comes late', async () => {
    const { answer } = await begin()
    await discardTemporary('temporary-c')
    await checkpoint(answer)
    const receipt = { providerId: 'p', providerName: 'P', model: 'm', requests: [], attachmentIds: [] }
    await saveReceipt({ messageId: answer.id, ...receipt })
    expect(await getReceipt(answer.id)).toBeUndefined()
    expect(await fakeBrowser.storage.session.get(null)).toEqual({})
  })

  it('is in no list, and is the view of its window until that shows another one', async () => {
    await begin()
    expect(await listConversations()).toEqual([])
    await saveView({ windowId: 1, conversationId: 'stored', updatedAt: 1 })
    await saveView({ windowId: 1, conversationId: 'temporary-c', updatedAt: 2 })
    expect((await lastView(1))?.conversationId).toBe('temporary-c')
    expect(await windowThatShowed('temporary-c', [1, 2])).toBe(1)
    await saveView({ windowId: 1, conversationId: 'other', updatedAt: 3 })
    expect((await lastView(1))?.conversationId).toBe('other')
    // As after a start of the browser.
    await saveView({ windowId: 1, conversationId: 'temporary-c', updatedAt: 4 })
    await fakeBrowser.storage.session.clear()
    expect((await lastView(7))?.conversationId).toBe('other')
  })

  it('is not kept while its answer is being written, and keeps what it says', async () => {
    const { answer } = await begin()
    await resumeAnswer(answer)
    await expect(keepTemporary('temporary-c', 9)).rejects.toThrow('still being written')
    expect(await listMessages('temporary-c')).toHaveLength(2)
    expect(await listConversations()).toEqual([])
  })

  it('is kept once, however many windows keep it, and is what those that show it show from then on', async () => {
    await begin()
    for (const [windowId, conversationId] of [
      [1, 'temporary-c'],
      [2, 'temporary-c'],
      [3, 'temporary-c'],
      [3, 'other'],
      [4, 'temporary-d'],
    ] as const) {
      await saveView({ windowId, conversationId, updatedAt: 1 })
    }
    const kept = await Promise.all([keepTemporary('temporary-c', 9), keepTemporary('temporary-c', 9)])
    expect(kept).toEqual(['c', 'c'])
    expect(await listMessages('c')).toHaveLength(2)
    const shown = await Promise.all([1, 2, 3, 4].map(async (one) => (await lastView(one))?.conversationId))
    expect(shown).toEqual(['c', 'c', 'other', 'temporary-d'])
  })

  it('takes no question under its old id once it was kept: another window is about to follow', async () => {
    await begin()
    await keepTemporary('temporary-c', 9)
    await expect(beginTurn(...turn('temporary-c', 'two'))).rejects.toThrow('has just been kept')
    expect(await listMessages('temporary-c')).toEqual([])
    expect(hasTemporary()).toBe(false)
  })

  it('takes its run along when it is kept, which the diagnostics name then', async () => {
    const { answer } = await begin()
    const run = {
      conversationId: 'temporary-c',
      startedAt: 1,
      updatedAt: 1,
      status: 'complete',
      phase: 'writing',
    } as const
    const sums = { providerId: 'p', model: 'm', characters: 1, likelyTokens: 1, fallbacks: 0, metrics: {} }
    await saveRun({ messageId: answer.id, ...run, ...sums })
    await keepTemporary('temporary-c', 9)
    expect(await db.runs.toArray()).toMatchObject([{ messageId: 'a-one', conversationId: 'c' }])
  })

  it('says when there is no more room, and loses nothing of what is there', async () => {
    const { answer } = await begin()
    const draft = { conversationId: 'temporary-c', attachmentIds: ['temporary-s'], updatedAt: 1 }
    await expect(saveDraft({ ...draft, text: 'x'.repeat(10_000_000) })).rejects.toMatchObject({ kind: 'storage-full' })
    await saveDraft({ ...draft, text: 'short' })
    expect((await getDraft('temporary-c'))?.text).toBe('short')
    expect(await listMessages('temporary-c')).toHaveLength(2)
    // What is large leaves room for what is written.
    await addAttachment(attachment({ id: 'temporary-large', text: 'x'.repeat(7_900_000) }))
    const more = attachment({ id: 'temporary-more', text: 'x'.repeat(200_000) })
    await expect(addAttachment(more)).rejects.toMatchObject({ kind: 'storage-full' })
    await saveDraft({ ...draft, text: 'x'.repeat(400_000) })
    // In the middle of a transaction: nothing of it happened.
    const [question, next] = turn('temporary-c', 'two', answer.id)
    const parts = [{ type: 'text' as const, text: 'x'.repeat(10_000_000) }]
    await expect(beginTurn(question, { ...next, parts })).rejects.toMatchObject({ kind: 'storage-full' })
    expect(await listMessages('temporary-c')).toHaveLength(2)
    expect((await getConversation('temporary-c'))?.leafId).toBe(answer.id)
  })

  it('cannot be mixed with what is stored', async () => {
    const [question, answer] = turn('temporary-c', 'one')
    await expect(beginTurn({ ...question, id: 'q' }, answer)).rejects.toMatchObject({ kind: 'bad-request' })
    const attachmentIds = ['without-temporary-s']
    const draft = { conversationId: 'c', text: '', attachmentIds, updatedAt: 1 }
    await expect(saveDraft(draft)).rejects.toMatchObject({ kind: 'bad-request' })
    const view = { windowId: 1, conversationId: 'temporary-c', updatedAt: 1 }
    await expect(db.views.put(view)).rejects.toMatchObject({ message: expect.stringContaining('temporary') as string })
  })

  it('is read by a page from the worker', async () => {
    await begin()
    const told = await readTemporary({ table: 'messages', by: 'conversation', from: 'temporary-c', to: 'temporary-c' })
    expect(told).toHaveLength(2)
    holdTemporary(undefined)
    expect(await listMessages('temporary-c')).toEqual([])
    const asked: unknown[] = []
    askForTemporary(async (query) => {
      asked.push(query)
      if ('keys' in query) return query.keys.map(() => null)
      return query.table === 'messages' ? told : []
    })
    expect(await listMessages('temporary-c')).toHaveLength(2)
    expect(await getWaiting('temporary-c')).toEqual({ line: [] })
    expect(await getConversation('temporary-c')).toBeUndefined()
    await listMessages('c')
    expect(await getConversation('c')).toBeUndefined()
    expect(JSON.stringify(asked)).not.toContain('"c"')
    await expect(
      saveDraft({ conversationId: 'temporary-c', text: 'x', attachmentIds: [], updatedAt: 1 }),
    ).rejects.toThrow()
    askForTemporary(undefined)
  })
})
