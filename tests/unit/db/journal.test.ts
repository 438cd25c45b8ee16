import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import fc from 'fast-check'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { Message, MessagePart } from '../../../lib/chat/message'
import { db } from '../../../lib/db/db'
import { adoptJournals, Journal, unstoredIn } from '../../../lib/db/journal'
import { extend, nothingWritten, partsOf, type Progress, type Segment } from '../../../lib/db/journal-pieces'
import { getMessage } from '../../../lib/db/messages'
import { drain } from '../../../lib/db/mirror'
import { freshStores, localRecords } from '../../helpers/database'
import { message } from '../../helpers/messages'
import { beginTurn } from '../../helpers/turns'

const text = (words: string): MessagePart => ({ type: 'text', text: words })
const question = message({ id: 'q', role: 'user', status: 'complete', parts: [text('Why?')] })
const answer = message({ id: 'a', parentId: 'q' })

describe('pieces', () => {
  const growth = fc.array(
    fc.record({
      type: fc.constantFrom<MessagePart['type']>('text', 'reasoning'),
      words: fc.oneof(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.integer({ min: 1, max: 40_000 }).map((length) => '👩‍👩‍👧'.repeat(length / 8)),
      ),
    }),
    { maxLength: 12 },
  )

  it('hold the whole however it grew, and write little again', () => {
    fc.assert(
      fc.property(growth, (steps) => {
        const stored = new Map<number, Segment[]>()
        let progress: Progress = nothingWritten
        let parts: MessagePart[] = []
        for (const { type, words } of steps) {
          const last = parts.at(-1)
          if (last?.type === type) parts = [...parts.slice(0, -1), { type, text: last.text + words }]
          else if (words !== '') parts = [...parts, { type, text: words }]
          const next = extend(progress, parts)
          const written = [...next.pieces.values()].flat().reduce((sum, segment) => sum + segment.text.length, 0)
          expect(written).toBeLessThanOrEqual(words.length + 16_384)
          next.pieces.forEach((segments, number) => stored.set(number, segments))
          progress = next.progress
          const pieces = Array.from({ length: progress.piece + 1 }, (_, number) => stored.get(number) ?? [])
          expect(partsOf(pieces)).toEqual(parts)
        }
      }),
    )
  })

  it('begin anew for a message that is no longer form of what was written', () => {
    const { progress } = extend(nothingWritten, [text('a'.repeat(40_000))])
    const again = extend(progress, [text('short')])
    expect(again.progress.piece).toBe(0)
    expect(partsOf([again.pieces.get(0)])).toEqual([text('short')])
  })

  it('end where one is damaged', () => {
    expect(
      partsOf([[{ part: 0, type: 'text', text: 'One' }], undefined, [{ part: 0, type: 'text', text: 'Three' }]]),
    ).toEqual([text('One')])
    expect(partsOf([[{ part: 'x' }]])).toEqual([])
  })

  it('end before a gap: of an earlier piece an earlier state was left', () => {
    const early = extend(nothingWritten, [text('a'.repeat(9_000))])
    const late = extend(early.progress, [text('a'.repeat(40_000))])
    expect(partsOf([early.pieces.get(0), late.pieces.get(1), late.pieces.get(2)])).toEqual([text('a'.repeat(9_000))])
    expect(partsOf([late.pieces.get(0), late.pieces.get(1)])).toEqual([text('a'.repeat(32_768))])
  })
})

describe('the journal', () => {
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    await freshStores()
    await beginTurn(question, answer)
  })
  afterEach(async () => {
    vi.restoreAllMocks()
    // What is to be tried again has its chance.
    await vi.advanceTimersByTimeAsync(5_000)
    vi.useRealTimers()
  })

  const growing = (words: string, changes: Partial<Message> = {}) => ({ ...answer, parts: [text(words)], ...changes })

  it('holds question and empty answer before anything else', async () => {
    await new Journal('a').begin(answer)
    await db.messages.clear()
    await db.conversations.clear()
    await adoptJournals()
    expect(await getMessage('q')).toEqual(question)
    expect(await getMessage('a')).toEqual(answer)
    expect(await db.conversations.get('conversation')).toMatchObject({ title: 'Why?', leafId: 'a' })
  })

  it('is asked for at once where nothing has to be read for it: the reader waits', async () => {
    const asked = vi.spyOn(fakeBrowser.storage.local, 'set')
    const begun = new Journal('a').begin(answer, { question })
    expect(Object.keys(asked.mock.calls[0]?.[0] ?? {})).toEqual(['journal:a:origin', 'journal:a'])
    await begun
  })

  it('gives an answer its text back', async () => {
    const journal = new Journal('a')
    await journal.begin(answer)
    await journal.store(growing('Half'))
    await journal.store(growing('Half of it'))
    expect(await getMessage('a')).toEqual(answer)
    await adoptJournals()
    expect(await getMessage('a')).toEqual(growing('Half of it'))
    expect(await localRecords('journal:')).toEqual({})
  })

  it('never ends inside a character, and loses none', async () => {
    const journal = new Journal('a')
    await journal.begin(answer)
    const whole = 'A family 👩‍👩‍👧‍👦 and a flag 🇨🇭'
    for (let length = 1; length <= whole.length; length++) {
      await journal.store(growing(whole.slice(0, length)))
      const records = JSON.stringify(await localRecords('journal:'))
      expect(records).not.toMatch(/\\\\ud[89ab][0-9a-f]{2}(?!\\\\ud[c-f])/i)
    }
    await adoptJournals()
    expect(await getMessage('a')).toEqual(growing(whole))
  })

  it('is gone when the answer is stored twice', async () => {
    const journal = new Journal('a')
    await journal.begin(answer)
    await journal.store(growing('Half'))
    await journal.store(growing('Whole', { status: 'complete' }))
    expect(await localRecords('journal:')).toEqual({})
    expect(await getMessage('a')).toMatchObject({ status: 'complete' })
    expect((await localRecords('mirror:messages:a'))['mirror:messages:a']).toContain('Whole')
  })

  it('does not take back the end that the database knows', async () => {
    const journal = new Journal('a')
    await journal.begin(answer)
    await journal.store(growing('Half'))
    await db.messages.put(growing('Whole', { status: 'complete' }))
    await adoptJournals()
    expect(await getMessage('a')).toEqual(growing('Whole', { status: 'complete' }))
  })

  it('writes an answer of a megabyte by its pieces', async () => {
    const journal = new Journal('a')
    await journal.begin(answer)
    await journal.store(growing('x'.repeat(1_000_000)))
    const set = vi.spyOn(fakeBrowser.storage.local, 'set')
    await journal.store(growing('x'.repeat(1_000_400)))
    const written = JSON.stringify(set.mock.calls).length
    expect(written).toBeGreaterThan(400)
    expect(written).toBeLessThan(20_000)
    await adoptJournals()
    expect((await getMessage('a'))?.parts[0]?.text).toHaveLength(1_000_400)
  })

  it('goes on when there is room again', async () => {
    const journal = new Journal('a')
    await journal.begin(answer)
    const full = vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValue(new Error('quota exceeded'))
    await expect(journal.store(growing('Half'))).rejects.toMatchObject({ info: { kind: 'storage-full' } })
    full.mockRestore()
    await journal.store(growing('Half of it'))
    await adoptJournals()
    expect(await getMessage('a')).toEqual(growing('Half of it'))
  })

  it('keeps an end that the database does not take, shows it, and stores it later', async () => {
    const journal = new Journal('a')
    await journal.begin(answer)
    const end = growing('Whole', { status: 'complete' })
    const full = vi.spyOn(db.messages, 'put').mockImplementation(() => {
      throw Object.assign(new Error('full'), { name: 'QuotaExceededError' })
    })
    await expect(journal.store(end)).rejects.toMatchObject({ info: { kind: 'storage-full' } })
    expect(unstoredIn('conversation')).toEqual([end])
    full.mockRestore()
    await vi.advanceTimersByTimeAsync(5_000)
    await vi.waitFor(async () => expect(await getMessage('a')).toEqual(end))
    await vi.waitFor(async () => expect(await localRecords('journal:')).toEqual({}))
    expect(unstoredIn('conversation')).toEqual([])
    await drain()
    expect(await fakeBrowser.storage.session.get('storage-condition')).toEqual({ 'storage-condition': {} })
  })

  it('keeps even the end for the next start when the worker dies before there is room', async () => {
    const journal = new Journal('a')
    await journal.begin(answer)
    const end = growing('Whole', { status: 'complete' })
    vi.spyOn(db.messages, 'put').mockImplementationOnce(() => {
      throw Object.assign(new Error('full'), { name: 'QuotaExceededError' })
    })
    await expect(journal.store(end)).rejects.toThrow()
    await adoptJournals()
    expect(await getMessage('a')).toEqual(end)
  })
})
