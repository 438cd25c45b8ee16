import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { db } from '../../../lib/db/db'
import { drain } from '../../../lib/db/mirror'
import { carryOut, takeBack } from '../../../lib/transfer/carry-out'
import { keepLastImport, readLastImport } from '../../../lib/transfer/last-import'
import { freshStores, localRecords } from '../../helpers/database'
import { message } from '../../helpers/messages'
import { branched, bringIn, createId, everything, fileOf, now, read, store } from '../../helpers/transfer'
import { readImport } from '../../../lib/transfer/read-import'

const backup = (...names: string[]): object => ({
  kind: 'gloss-backup',
  version: 1,
  conversations: names.map((name) => {
    const { conversation, messages, attachments } = branched(name)
    return { ...conversation, messages, attachments }
  }),
})

const many = Array.from({ length: 120 }, (_, index) => `c${index}`)

beforeEach(freshStores)
afterEach(() => vi.restoreAllMocks())

describe('writing an import', () => {
  it('says how far it is, and notes everything for the second copy', async () => {
    const { bundles } = await read(backup(...many))
    const steps: number[] = []
    const added = await carryOut(bundles, { onProgress: ({ done }) => steps.push(done) })
    expect(steps).toEqual(steps.toSorted((one, other) => one - other))
    expect(steps.at(-1)).toBe(120 + 480 + 120)
    expect(added.conversations).toHaveLength(120)
    expect(await db.outbox.count()).toBe(720)
    await drain()
    expect(Object.keys(await localRecords('mirror:'))).toHaveLength(720)
  })

  it.each(['conversations', 'messages', 'attachments'] as const)(
    'leaves nothing when the disk refuses among the %s',
    async (table) => {
      await store(branched('there'))
      const before = await everything()
      const { bundles } = await read(backup(...many))
      // Dexie wraps what the browser throws.
      vi.spyOn(db[table], 'bulkAdd').mockRejectedValue(new DOMException('No room.', 'QuotaExceededError'))
      await expect(carryOut(bundles, {})).rejects.toMatchObject({
        info: { message: expect.stringMatching(/not|no room/i) },
      })
      expect(await everything()).toEqual(before)
      expect(await db.outbox.count()).toBe(6)
    },
  )

  it('leaves nothing when an id was taken in the meantime', async () => {
    const { bundles } = await read(backup('one', 'two'))
    await store(branched('two'))
    const before = await everything()
    await expect(carryOut(bundles, {})).rejects.toThrow(/nothing of it was kept/)
    expect(await everything()).toEqual(before)
  })

  it('leaves nothing when it is cancelled', async () => {
    const { bundles } = await read(backup(...many))
    const control = new AbortController()
    const onProgress = ({ done }: { done: number }) => done > 300 && control.abort()
    await expect(carryOut(bundles, { signal: control.signal, onProgress })).rejects.toThrow(/abort/)
    expect(await everything()).toEqual({ conversations: [], messages: [], attachments: [] })
  })

  it('is not begun when the reading is cancelled', async () => {
    const control = new AbortController()
    const reading = readImport(fileOf(backup(...many)), {
      createId,
      now,
      signal: control.signal,
      onProgress: () => control.abort(),
    })
    await expect(reading).rejects.toThrow(/abort/)
  })
})

describe('taking an import back', () => {
  it('removes exactly what came in', async () => {
    await store(branched('there'))
    const before = await everything()
    const added = await bringIn(await read(backup('one', 'two')))
    expect(await takeBack(added)).toEqual({ kept: 0 })
    expect(await everything()).toEqual(before)
  })

  it('leaves what was there and was shared', async () => {
    await store(branched('one'))
    const before = await everything()
    const added = await bringIn(await read(backup('one')), 'copy')
    await takeBack(added)
    expect(await everything()).toEqual(before)
  })

  it('leaves conversations that somebody went on with, whole', async () => {
    const added = await bringIn(await read(backup('asked', 'longer', 'begun', 'queued', 'same')))
    await db.messages.add(message({ id: 'new', conversationId: 'asked', parentId: 'asked-q2' }))
    await db.messages.update('longer-a2', { parts: [{ type: 'text', text: 'For a reason, and more.' }] })
    await db.drafts.add({ conversationId: 'begun', text: 'But', attachmentIds: [], updatedAt: 1 })
    await db.queue.add({
      id: 'next',
      conversationId: 'queued',
      text: 'So?',
      attachmentIds: [],
      presetId: 'p',
      place: 0,
      waitsFor: null,
    })
    expect(await takeBack(added)).toEqual({ kept: 4 })
    const left = await everything()
    expect(left.conversations.map(({ id }) => id)).toEqual(['asked', 'begun', 'longer', 'queued'])
    expect(left.messages).toHaveLength(17)
    expect(left.attachments.map(({ id }) => id)).toEqual(['asked-page', 'begun-page', 'longer-page', 'queued-page'])
  })

  it('is offered until the browser is closed', async () => {
    const added = await bringIn(await read(backup('one')))
    const last = { name: 'backup.json', ...added, presetIds: ['p'], providerIds: [], actionIds: ['a'] }
    await keepLastImport(last)
    expect(await readLastImport()).toEqual(last)
    await keepLastImport(undefined)
    expect(await readLastImport()).toBeUndefined()
  })
})
