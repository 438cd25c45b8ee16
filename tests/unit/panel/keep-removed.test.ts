import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { keepRemoved } from '../../../lib/panel/keep-removed'
import { fakeChat } from '../../helpers/chat'

const removed = { messageId: 'answer', what: 'answer' } as const

/** A panel that keeps its offers, beside whatever panels were there before. */
function openPanel() {
  const { chat } = fakeChat()
  keepRemoved(chat)
  return chat
}

const offered = (chat: ReturnType<typeof openPanel>) => chat.store.getState().removed

describe('the offer to bring back what was deleted', () => {
  beforeEach(() => fakeBrowser.reset())

  it('stands again when the conversation is opened again, in a later panel too', async () => {
    const first = openPanel()
    first.open('moon')
    await first.branches.remove('answer', 'answer')
    first.open('sun')
    expect(offered(first)).toBeNull()
    first.open('moon')
    await vi.waitFor(() => expect(offered(first)).toEqual(removed))

    const second = openPanel()
    second.open('moon')
    await vi.waitFor(() => expect(offered(second)).toEqual(removed))
  })

  it.each(['forgotten', 'taken'])('does not once it was %s', async (how) => {
    const chat = openPanel()
    chat.open('moon')
    await chat.branches.remove('answer', 'answer')
    if (how === 'forgotten') chat.branches.forget()
    else await chat.branches.restore('answer')
    await vi.waitFor(async () => expect(await fakeBrowser.storage.session.get(null)).toEqual({}))
    const reading = vi.spyOn(fakeBrowser.storage.session, 'get')
    chat.open('sun')
    chat.open('moon')
    await Promise.all(reading.mock.results.map(({ value }) => value as Promise<unknown>))
    expect(offered(chat)).toBeNull()
  })

  it('never stands in another conversation', async () => {
    const chat = openPanel()
    chat.open('moon')
    await chat.branches.remove('answer', 'answer')
    const reading = vi.spyOn(fakeBrowser.storage.session, 'get')
    chat.open('sun')
    chat.open('moon')
    chat.open('sun')
    await Promise.all(reading.mock.results.map(({ value }) => value as Promise<unknown>))
    expect(offered(chat)).toBeNull()
  })
})
