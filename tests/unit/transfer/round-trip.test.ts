import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { leavingOut } from '../../../lib/chat/attachment'
import type { Message } from '../../../lib/chat/message'
import { comparedAnswers } from '../../../lib/chat/comparison'
import { db } from '../../../lib/db/db'
import type { Bundle } from '../../../lib/transfer/bundle'
import { conversationHtml } from '../../../lib/transfer/html'
import { conversationMarkdown } from '../../../lib/transfer/markdown'
import { freshStores } from '../../helpers/database'
import { message } from '../../helpers/messages'
import { branched, bringIn, everything, exported, now, read, snapshot, store, toHtml } from '../../helpers/transfer'

beforeEach(freshStores)

/** Letters of every kind, halves of surrogate pairs and what means something in JSON among them. */
const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }).map((one) => `t${one}`)
const time = fc.integer({ min: 0, max: now })

/** Any tree: each message hangs below one before it, or is a root. */
const bundle: fc.Arbitrary<Bundle> = fc
  .record({
    id: fc.uuid(),
    title: fc.stringMatching(/^[\p{L}<>"&]{1,30}$/u),
    page: fc.string({ minLength: 1, unit: 'grapheme' }).map((one) => `p${one.toWellFormed()}`),
    turns: fc.array(
      fc.record({
        id: fc.uuid(),
        above: fc.nat(),
        root: fc.boolean(),
        role: fc.constantFrom('user', 'assistant'),
        status: fc.constantFrom('complete', 'stopped', 'interrupted', 'failed'),
        text,
        reasoning: fc.option(text, { nil: undefined }),
        createdAt: time,
        attached: fc.boolean(),
        extras: fc.record(
          {
            model: text,
            usage: fc.record({ inputTokens: fc.nat(), costUsd: fc.double({ min: 0, max: 9, noNaN: true }) }),
            finishReason: fc.record({ unified: fc.constantFrom('stop', 'length'), raw: text }),
            error: fc.record({ kind: fc.constantFrom('auth', 'internal'), message: text }),
            metrics: fc.record({ durationMs: fc.nat() }),
          },
          { requiredKeys: [] },
        ),
      }),
      { minLength: 1, maxLength: 12 },
    ),
    leaf: fc.nat(),
  })
  .map(({ id, title, page, turns, leaf }) => {
    const attachment = snapshot({ id: `${id}-page`, text: page, capturedAt: 5 })
    const messages = turns.map((turn, index): Message => {
      const parent = index === 0 || turn.root ? null : (turns[turn.above % index]?.id ?? null)
      return message({
        id: turn.id,
        conversationId: id,
        parentId: parent,
        role: turn.role,
        status: turn.status,
        parts: [
          ...(turn.reasoning === undefined ? [] : [{ type: 'reasoning' as const, text: turn.reasoning }]),
          { type: 'text', text: turn.text },
        ],
        createdAt: turn.createdAt,
        attachmentIds: turn.attached ? [attachment.id] : [],
        ...(turn.extras as Partial<Message>),
      })
    })
    return {
      conversation: { id, title, createdAt: 1, updatedAt: 2, leafId: turns[leaf % turns.length]?.id ?? null },
      messages,
      attachments: turns.some(({ attached }) => attached) ? [attachment] : [],
    }
  })

describe('a backup', () => {
  it('brings back exactly what went out, whatever the tree', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(bundle, { selector: ({ conversation }) => conversation.id, maxLength: 3 }),
        async (bundles) => {
          await freshStores()
          await store(...bundles)
          const before = await everything()
          const file = await exported()
          await Promise.all([db.conversations.clear(), db.messages.clear(), db.attachments.clear()])
          const back = await read(file)
          expect(back.leftOut).toEqual([])
          expect(back.mended).toBe(0)
          await bringIn(back)
          expect(await everything()).toEqual(before)
        },
      ),
      { numRuns: 60 },
    )
  }, 60_000)

  it('keeps what says that a snapshot was left out', async () => {
    const { conversation, messages, attachments } = branched()
    const [page] = attachments
    const without = { ...leavingOut(page ?? snapshot(), 4_000), id: 'c-without' }
    const leftOut = messages.map((one) => (one.id === 'c-q2' ? { ...one, attachmentIds: [without.id] } : one))
    const bundles = { conversation, messages: leftOut, attachments: [...attachments, without] }
    await store(bundles)
    const before = await everything()
    const file = await exported()
    await freshStores()
    await bringIn(await read(file))
    expect(await everything()).toEqual(before)
    expect(conversationMarkdown(bundles, { withAttachments: true })).toContain('> Left out from here on: A page')
    expect(conversationHtml(bundles, true, toHtml)).toContain('Left out from here on: A page')
  })

  it('forgets the tab and the field of a selection: they are of another browser', async () => {
    const { conversation, messages, attachments } = branched()
    const place = {
      token: 't',
      frameId: 0,
      path: [[1]],
      signature: '',
      start: 0,
      text: 'The text',
      before: '',
      after: '',
    }
    const field = { kind: 'text' as const, ...place }
    await store({ conversation, messages, attachments: attachments.map((one) => ({ ...one, tabId: 4, field })) })
    const file = await exported()
    await freshStores()
    await bringIn(await read(file))
    expect((await everything()).attachments).toEqual(attachments)
  })

  it('does not double what is here', async () => {
    await store(branched())
    const before = await everything()
    const file = await read(await exported())
    const added = await bringIn(file)
    expect(added.conversations).toEqual([])
    expect(await everything()).toEqual(before)
  })

  it('brings in a copy with ids of its own, and shares the snapshots', async () => {
    await store(branched())
    await bringIn(await read(await exported()), 'copy')
    const { conversations, messages, attachments } = await everything()
    expect(conversations).toHaveLength(2)
    expect(messages).toHaveLength(8)
    expect(attachments).toHaveLength(1)
    const copy = messages.filter(({ conversationId }) => conversationId !== 'c')
    const question = copy.find(({ parts }) => parts[0]?.text === 'Why?')
    expect(question?.attachmentIds).toEqual(['c-page'])
    expect(copy.filter(({ parentId }) => parentId === question?.id)).toHaveLength(2)
    const leaf = conversations.find(({ id }) => id !== 'c')?.leafId
    expect(copy.find(({ id }) => id === leaf)?.parts[0]?.text).toBe('And **then**?')
  })

  it('keeps what was compared together, also in a copy', async () => {
    const { conversation, messages, attachments } = branched()
    const answerIds = ['c-a2', 'c-a1']
    const compared = messages.map((one) => (one.id === 'c-q' ? { ...one, comparison: { answerIds } } : one))
    await store({ conversation, messages: compared, attachments })
    await bringIn(await read(await exported()), 'copy')
    const { messages: all } = await everything()
    const questions = all.filter(({ comparison }) => comparison)
    expect(questions).toHaveLength(2)
    for (const question of questions) {
      expect(comparedAnswers(all, question).map(({ parts }) => parts[0]?.text)).toEqual(['For a reason.', 'Because.'])
    }
  })

  it('brings a conversation back that was deleted, beside what can still be called back', async () => {
    await store(branched())
    const file = await read(await exported())
    await db.conversations.update('c', { deletedAt: 9_000 })
    const added = await bringIn(file)
    expect(added.conversations).toHaveLength(1)
    expect(await db.conversations.get('c')).toMatchObject({ deletedAt: 9_000 })
    expect((await everything()).messages).toHaveLength(8)
  })

  it('gives a snapshot another id when its own is taken by another text', async () => {
    const there = branched()
    await store(there)
    const file = await read(await exported())
    await Promise.all([db.conversations.clear(), db.messages.clear()])
    await db.attachments.put(snapshot({ id: 'c-page', text: 'Something else.' }))
    await bringIn(file)
    const { attachments, messages } = await everything()
    expect(attachments.find(({ id }) => id === 'c-page')?.text).toBe('Something else.')
    const [id = ''] = messages.flatMap(({ attachmentIds }) => attachmentIds)
    expect(attachments.find((one) => one.id === id)?.text).toBe('The text of the page.')
  })

  it('leaves snapshots out on request, and then refers to none', async () => {
    await store(branched())
    const file = await read(await exported({ withAttachments: false }))
    expect(file.bundles[0]?.attachments).toEqual([])
    expect(file.bundles[0]?.messages.flatMap(({ attachmentIds }) => attachmentIds)).toEqual([])
  })

  it('leaves out what only makes sense while it runs', async () => {
    const { conversation, messages, attachments } = branched()
    const pause = { reason: 'slot', since: 1, skippable: false } as const
    const live = { ...message({ id: 'live', conversationId: 'c', parentId: 'c-q2' }), pause }
    await store({ conversation, messages: [...messages, live], attachments })
    const file = await read(await exported())
    const back = file.bundles[0]?.messages.find(({ id }) => id === 'live')
    expect(back).toMatchObject({ status: 'interrupted' })
    expect(back).not.toHaveProperty('pause')
  })
})
