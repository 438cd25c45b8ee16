import { describe, expect, it, vi } from 'vitest'
import type { Snapshot } from '../../../lib/chat/attachment'
import { ChatError } from '../../../lib/chat/chat-error'
import type { PdfOptions } from '../../../lib/page/pdf/read-pdf'
import { ReadingDesk } from '../../../lib/panel/reading-desk'
import { Sources } from '../../../lib/panel/sources'
import type { OpenTab } from '../../../lib/panel/tabs'
import { fakeChat } from '../../helpers/chat'
import { attachment } from '../../helpers/messages'

const { id: _, ...snapshot } = attachment()

const tab = (title: string, needs?: string): OpenTab => ({
  id: title.charCodeAt(0),
  title,
  site: `${title}.example`,
  url: `https://${title}.example/`,
  isCurrent: false,
  ...(needs === undefined ? {} : { needs }),
})

function world(read: (name: string, options: PdfOptions) => Promise<Snapshot>) {
  const { chat, named, replies } = fakeChat()
  replies.saveAttachment = ({ snapshot: { title } }: { snapshot: Snapshot }) => ({ id: `chip of ${title}` })
  const desk = new ReadingDesk()
  const sources = new Sources({
    chat,
    desk,
    readFile: (file, options) => read(file.name, options),
    readTab: (tabId, options) => read(String.fromCharCode(tabId), options),
  })
  const chips = () => chat.store.getState().attachmentIds
  const problem = () => chat.store.getState().problem
  return { chat, desk, sources, named, chips, problem }
}

const reads = (name: string): Promise<Snapshot> => Promise.resolve({ ...snapshot, title: name })
const fails = (name: string): Promise<Snapshot> =>
  Promise.reject(new ChatError('bad-request', `There is no text on ${name}.`))

describe('what is attached from elsewhere', () => {
  it('becomes chips in the order in which it was chosen', async () => {
    const { sources, chips, problem } = world(reads)
    expect(await sources.addTabs([tab('b'), tab('a')], Promise.resolve(true))).toBe(true)
    expect(chips()).toEqual(['chip of b', 'chip of a'])
    expect(problem()).toBeNull()
  })

  it('names what failed, and attaches the rest', async () => {
    const { sources, chips, problem } = world((name) => (name === 'b' ? fails(name) : reads(name)))
    expect(await sources.addTabs([tab('a'), tab('b'), tab('c')], Promise.resolve(true))).toBe(true)
    expect(chips()).toEqual(['chip of a', 'chip of c'])
    expect(problem()?.error.message).toBe('“b”: There is no text on b.')
  })

  it('names every failure where nothing could be read, of many without their reasons', async () => {
    const { sources, chips, problem } = world(fails)
    await sources.addFiles(['a', 'b', 'c', 'd', 'e'].map((name) => new File(['x'], name)))
    expect(chips()).toEqual([])
    expect(problem()?.error.message).toMatch(/“a”.*“b”.*“c”.*And 2 more could not be attached: “d”, “e”\.$/)
  })

  it('offers to try again what failed alone', async () => {
    let tries = 0
    const { sources, chips, problem } = world((name) => (++tries === 1 ? fails(name) : reads(name)))
    await sources.addFiles([new File(['x'], 'a')])
    problem()?.again?.()
    await vi.waitFor(() => expect(chips()).toEqual(['chip of a']))
  })

  it('reads no tab that the browser was told not to allow, but the others', async () => {
    const { sources, chips, problem } = world(reads)
    await sources.addTabs([tab('a'), tab('b', 'https://b.example/*')], Promise.resolve(false))
    expect(chips()).toEqual(['chip of a'])
    expect(problem()?.error.message).toContain('told not to let Gloss read b.example')
  })

  it('waits for what is being read already', async () => {
    const first = Promise.withResolvers<Snapshot>()
    const { sources, chips } = world((name) => (name === 'a' ? first.promise : reads(name)))
    const adding = [sources.addFiles([new File(['x'], 'a')]), sources.addFiles([new File(['x'], 'b')])]
    first.resolve({ ...snapshot, title: 'a' })
    await Promise.all(adding)
    expect(chips()).toEqual(['chip of a', 'chip of b'])
  })

  it('is left without a word when the reader cancels', async () => {
    const { chat, desk, sources, chips, problem } = world(
      (_name, { signal, onProgress }) =>
        new Promise((_resolve, reject) => {
          onProgress(3, 10)
          signal.addEventListener('abort', () => reject(new ChatError('aborted', 'Left.')))
        }),
    )
    const adding = sources.addFiles([new File(['x'], 'book.pdf')])
    await vi.waitFor(() => expect(desk.store.getState().progress).toEqual({ title: 'book.pdf', done: 3, of: 10 }))
    chat.cancelReading()
    expect(await adding).toBe(false)
    expect([chips(), problem()]).toEqual([[], null])
    await vi.waitFor(() => expect(desk.store.getState().progress).toBeNull())
  })

  it('asks for a password, and leaves a locked file when there is none', async () => {
    const passwords: (string | null)[] = []
    const { desk, sources, chips, problem } = world(async (name, { askPassword }) => {
      const password = await askPassword(passwords.length > 0)
      passwords.push(password)
      if (password === null) throw new ChatError('aborted', 'It stays locked.')
      return { ...snapshot, title: name }
    })
    const opening = sources.addFiles([new File(['x'], 'a.pdf')])
    await vi.waitFor(() => expect(desk.store.getState().locked).toEqual({ title: 'a.pdf', wrong: false }))
    desk.answerPassword('sesame')
    await opening
    expect(chips()).toEqual(['chip of a.pdf'])

    const leaving = sources.addFiles([new File(['x'], 'b.pdf')])
    await vi.waitFor(() => expect(desk.store.getState().locked).toEqual({ title: 'b.pdf', wrong: true }))
    desk.answerPassword(null)
    await leaving
    expect([passwords, chips(), problem()]).toEqual([['sesame', null], ['chip of a.pdf'], null])
  })
})

describe('a long pasted text', () => {
  it('is a chip that can be taken back into the question', async () => {
    const { chat, sources, chips } = world(reads)
    chat.setText('About this:')
    await sources.addPasted('long words')
    expect(chips()).toEqual(['chip of Pasted text'])
    expect(sources.store.getState().pasted).toMatchObject({ text: 'long words' })
    sources.insertPasted()
    expect(chips()).toEqual([])
    expect(chat.store.getState().text).toBe('About this:\n\nlong words')
    expect(sources.store.getState().pasted).toBeNull()
  })

  it('cannot be taken back once its chip is gone', async () => {
    const { chat, sources } = world(reads)
    await sources.addPasted('long words')
    chat.detach('chip of Pasted text')
    expect(sources.store.getState().pasted).toBeNull()
  })
})
