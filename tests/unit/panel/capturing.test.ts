import { describe, expect, it, vi } from 'vitest'
import type { Snapshot } from '../../../lib/chat/attachment'
import { fakeChat } from '../../helpers/chat'

const snapshot = (text: string): Snapshot => ({
  kind: 'element',
  url: '',
  title: '',
  capturedAt: 0,
  text,
  hash: '0'.repeat(64),
})

describe('what is being read', () => {
  it('is given up at once when the reader wants it no more, though the page hangs', async () => {
    const { chat, named } = fakeChat()
    let signal: AbortSignal | undefined
    const taken = chat.take('element', (given) => {
      signal = given
      return new Promise(() => undefined)
    })
    expect(chat.store.getState().reading).toBe('element')
    chat.cancelReading()
    expect(signal?.aborted).toBe(true)
    expect(await taken).toBe(false)
    expect(chat.store.getState()).toMatchObject({ reading: null, problem: null, attachmentIds: [] })
    expect(named('saveAttachment')).toEqual([])
  })

  it('is given up when another conversation is opened, and does not end what is read there', async () => {
    const { chat } = fakeChat()
    const first = chat.take('element', () => new Promise(() => undefined))
    chat.newChat()
    let finish: (snapshots: Snapshot[]) => void = () => undefined
    const second = chat.take('image', () => new Promise((resolve) => (finish = resolve)))
    expect(await first).toBe(false)
    expect(chat.store.getState().reading).toBe('image')
    finish([snapshot('A part.')])
    expect(await second).toBe(true)
    expect(chat.store.getState().reading).toBeNull()
  })

  it('may come to nothing without a word, as when a picker is left', async () => {
    const { chat } = fakeChat()
    expect(await chat.take('element', async () => [])).toBe(false)
    expect(chat.store.getState()).toMatchObject({ reading: null, problem: null })
  })

  it('can be tried again after a failure', async () => {
    const { chat } = fakeChat()
    let tries = 0
    await chat.take('element', async () => {
      tries += 1
      if (tries === 1) throw new Error('Not yet.')
      return [snapshot('A part.')]
    })
    chat.store.getState().problem?.again?.()
    await vi.waitFor(() => expect(chat.store.getState().attachmentIds).toHaveLength(1))
    expect(chat.store.getState().problem).toBeNull()
  })
})
