import { describe, expect, it } from 'vitest'
import type { Draft } from '../../../lib/chat/conversation'
import type { call, CallName } from '../../../lib/messaging/calls'
import { goOnElsewhere, keepTemporary, startTemporary, type StoredChats } from '../../../lib/panel/temporary-chat'
import { fakeChat } from '../../helpers/chat'

/** A window that shows a temporary chat with a draft, and what the database has by now. */
function setUp({
  chats = [],
  drafts = {},
  snapshots = [],
}: Partial<Record<'chats' | 'snapshots', string[]>> & { drafts?: Record<string, Partial<Draft>> } = {}) {
  const panel = fakeChat()
  const { chat } = panel
  const stored: StoredChats = {
    has: async (id) => chats.includes(id),
    draftOf: async (id) =>
      drafts[id] && { conversationId: id, text: '', attachmentIds: [], updatedAt: 1, ...drafts[id] },
    attachmentsAmong: async (ids) => ids.filter((id) => snapshots.includes(id)),
  }
  chat.open('temporary-c', { text: 'In writing', attachmentIds: ['temporary-s', 'temporary-t'] })
  const shown = () => {
    const { conversationId, text, attachmentIds } = chat.store.getState()
    return { conversationId, text, attachmentIds }
  }
  const end = (hadBegun: boolean) => goOnElsewhere(chat, hadBegun, () => 'next', stored)
  return { ...panel, stored, shown, end }
}

describe('a temporary chat that another window brought to its end', () => {
  it('is gone on with as what it was made, with what is being written', async () => {
    const { end, shown, named } = setUp({ chats: ['c'], snapshots: ['s'] })
    expect(await end(true)).toBe('kept')
    expect(shown()).toEqual({ conversationId: 'c', text: 'In writing', attachmentIds: ['s'] })
    // Nothing is left in writing under the old id.
    expect(named('saveDraft')).toContainEqual({ draft: { conversationId: 'temporary-c', text: '', attachmentIds: [] } })
    expect(named('saveDraft').at(-1)).toEqual({ draft: shown() })
  })

  it('has the draft that was kept with it, where none is being written here', async () => {
    const { chat, end, shown, named } = setUp({ chats: ['c'], drafts: { c: { text: 'From there' } } })
    chat.open('temporary-c')
    expect(await end(true)).toBe('kept')
    expect(shown()).toEqual({ conversationId: 'c', text: 'From there', attachmentIds: [] })
    expect(named('saveDraft').at(-1)).not.toMatchObject({ draft: { conversationId: 'c' } })
  })

  it('is followed by another one where it was discarded', async () => {
    const { end, shown } = setUp({ snapshots: ['temporary-t'] })
    expect(await end(true)).toBe('discarded')
    expect(shown()).toEqual({ conversationId: 'temporary-next', text: 'In writing', attachmentIds: ['temporary-t'] })
  })

  it.each([
    ['it has not begun', false, []],
    ['it is there again, since it could not be kept', true, ['temporary-c']],
  ])('stays where %s', async (_, hadBegun, chats) => {
    const { end, shown } = setUp({ chats })
    expect(await end(hadBegun)).toBeUndefined()
    expect(shown().conversationId).toBe('temporary-c')
  })

  it('is left alone when the reader has gone elsewhere meanwhile', async () => {
    const { chat, end, shown } = setUp({ chats: ['c'] })
    const ended = end(true)
    chat.open('elsewhere', { text: 'Another draft', attachmentIds: [] })
    expect(await ended).toBeUndefined()
    expect(shown()).toEqual({ conversationId: 'elsewhere', text: 'Another draft', attachmentIds: [] })
  })
})

it('a temporary chat is kept with all that is written until it is stored', async () => {
  const { chat, named, shown, stored } = setUp({ snapshots: ['s', 't'] })
  const asked: unknown[] = []
  const ask = (async (name: CallName, input: unknown) => {
    asked.push(name, input, ...named('saveDraft').slice(-1))
    chat.setText('In writing still')
  }) as typeof call
  expect(await keepTemporary(chat, ask, stored)).toBe(true)
  const draft = { conversationId: 'temporary-c', text: 'In writing', attachmentIds: ['temporary-s', 'temporary-t'] }
  expect(asked).toEqual(['keepTemporary', { conversationId: 'temporary-c' }, { draft }])
  expect(shown()).toEqual({ conversationId: 'c', text: 'In writing still', attachmentIds: ['s', 't'] })
})

describe('on the way to a temporary chat', () => {
  function leave(find: () => Promise<undefined>) {
    const panel = fakeChat()
    const { chat } = panel
    chat.setText('Kept. ')
    const { conversationId } = chat.store.getState()
    const gone = chat.go((written) => startTemporary(chat, () => 'next', find, written))
    chat.setText('Kept. A secret?')
    return { ...panel, conversationId, gone, asked: chat.submit() }
  }

  it('what is asked is asked there, and the chat that is left hears nothing of it', async () => {
    const { conversationId, gone, asked, named } = leave(() => Promise.resolve(undefined))
    expect(named('startRun')).toEqual([])
    await Promise.all([gone, asked])
    expect(named('startRun')).toMatchObject([{ conversationId: 'temporary-next', text: 'A secret?' }])
    expect(named('saveDraft')[0]).toMatchObject({ draft: { conversationId, text: 'Kept. ' } })
    expect(
      JSON.stringify(named('saveDraft').filter((saved) => JSON.stringify(saved).includes(conversationId))),
    ).not.toContain('secret')
  })

  it('which fails, nothing is sent', async () => {
    const { chat, gone, asked, named } = leave(() => Promise.reject(new Error('No database.')))
    await expect(gone).rejects.toThrow('No database.')
    await asked
    expect(named('startRun')).toEqual([])
    expect(chat.store.getState().text).toBe('Kept. A secret?')
  })
})
