import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { historyRows } from '../../../components/history/history-rows'
import type { Conversation, Folder } from '../../../lib/chat/conversation'

const now = new Date(2026, 4, 20, 12).getTime()
const dayMs = 24 * 60 * 60_000

function conversation(id: string, differences: Partial<Conversation> = {}): Conversation {
  return { id, title: id, createdAt: 0, updatedAt: now - 1_000, leafId: null, ...differences }
}

const folder = (id: string, differences: Partial<Folder> = {}): Folder => ({
  id,
  name: id,
  createdAt: 0,
  ...differences,
})

const lines = (conversations: Conversation[], folders: Folder[]) =>
  historyRows(conversations, folders, now).map((row) => {
    if (row.kind === 'heading') return `# ${row.name}`
    return row.kind === 'folder'
      ? `/${row.folder.name} ${row.count}`
      : `${row.inFolder ? '  ' : ''}${row.conversation.id}`
  })

describe('the rows of the history', () => {
  it('are what is pinned, the folders, and the days', () => {
    const all = [
      conversation('today'),
      conversation('pinned', { pinnedAt: 1, folderId: 'f' }),
      conversation('inside', { folderId: 'f' }),
      conversation('yesterday', { updatedAt: now - dayMs }),
      conversation('lost', { folderId: 'gone', updatedAt: now - 70 * dayMs }),
    ]
    expect(lines(all, [folder('f'), folder('g', { collapsed: true })])).toEqual([
      '# Pinned',
      'pinned',
      '/f 1',
      '  inside',
      '/g 0',
      '# Today',
      'today',
      '# Yesterday',
      'yesterday',
      expect.stringMatching(/^# .*2026$/),
      'lost',
    ])
  })

  it('hold each conversation once, but those of closed folders', () => {
    const one = fc.record({
      pinned: fc.boolean(),
      folderId: fc.constantFrom(undefined, 'open', 'closed', 'gone'),
      age: fc.nat(400),
    })
    fc.assert(
      fc.property(fc.array(one, { maxLength: 30 }), (all) => {
        const conversations = all.map(({ pinned, folderId, age }, index) =>
          conversation(`c${index}`, {
            updatedAt: now - age * dayMs,
            ...(pinned ? { pinnedAt: 1 } : {}),
            ...(folderId === undefined ? {} : { folderId }),
          }),
        )
        const rows = historyRows(conversations, [folder('open'), folder('closed', { collapsed: true })], now)
        const shown = rows.flatMap((row) => (row.kind === 'conversation' ? [row.conversation.id] : []))
        const expected = conversations
          .filter((c) => c.pinnedAt !== undefined || c.folderId !== 'closed')
          .map(({ id }) => id)
        expect(shown.toSorted()).toEqual(expected.toSorted())
        expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
      }),
    )
  })
})
