import { describe, expect, it, vi } from 'vitest'
import { ChatError } from '../../../lib/chat/chat-error'
import type { PendingSubject } from '../../../lib/chat/pending-action'
import type { QuickAction } from '../../../lib/chat/quick-action'
import { fakeChat } from '../../helpers/chat'

const own = (template: string, differences: Partial<QuickAction> = {}): QuickAction => ({
  id: 'own',
  name: 'Own',
  slug: 'own',
  description: '',
  template,
  icon: 'star',
  places: ['name'],
  waits: false,
  ...differences,
})

/** A panel with one action of the reader's own. */
function withOwn(template: string, differences: Partial<QuickAction> = {}) {
  const setup = fakeChat()
  setup.actions.push(own(template, differences))
  const asked = () => setup.named('startRun') as { text: string; attachmentIds: string[] }[]
  return { ...setup, asked, state: () => setup.chat.store.getState() }
}
const act = (subject: PendingSubject, actionId = 'own') =>
  ({ id: 'p', windowId: 1, createdAt: 1, kind: 'act', place: 'selection', actionId, subject }) as const

describe('an action of the panel', () => {
  it('is about what is attached, which goes with it', async () => {
    const { chat, runner, asked, state } = withOwn('Judge {{selection}}.')
    chat.attach('chip')
    await runner.run('own')
    expect(asked()).toMatchObject([{ text: 'Judge the selected text.', attachmentIds: ['chip'], action: 'own' }])
    expect(state().attachmentIds).toEqual([])
  })

  it('reads what is selected where nothing is attached', async () => {
    const { runner, asked } = withOwn('Judge {{selection}}.')
    await runner.run('own')
    expect(asked()).toMatchObject([{ text: 'Judge the selected text.', attachmentIds: ['stored'] }])
  })

  it('reads the page that its template names, beside what is attached', async () => {
    const { chat, runner, asked } = withOwn('Does {{selection}} fit {{page}}?')
    chat.attach('chip')
    await runner.run('own')
    expect(asked()).toMatchObject([{ text: 'Does the selected text fit the page?', attachmentIds: ['chip', 'stored'] }])
  })

  it('reads nothing that its template does not name', async () => {
    const { runner, asked, named } = withOwn('Tell me a joke about {{title}}.')
    await runner.run('own')
    expect(asked()).toMatchObject([{ text: 'Tell me a joke about The page at hand.', attachmentIds: [] }])
    expect(named('saveAttachment')).toEqual([])
  })

  it('is about the page where its button says so, and leaves other chips', async () => {
    const { chat, runner, asked, state } = withOwn('Judge {{selection}}.')
    chat.attach('chip')
    await runner.run('own', { about: 'page' })
    expect(asked()).toMatchObject([{ text: 'Judge the page.', attachmentIds: ['stored'] }])
    expect(state().attachmentIds).toEqual(['chip'])
  })

  it('does not ask when the page cannot be read', async () => {
    const { runner, sources, asked, state } = withOwn('Judge {{page}}.')
    sources.page = () => Promise.reject(new ChatError('permission', 'Not this page.'))
    await runner.run('own')
    expect(asked()).toEqual([])
    expect(state().problem?.error.message).toBe('Not this page.')
  })

  it.each(['button', 'name'])('by its %s, goes on as a whole once the page can be read', async (way) => {
    const { chat, runner, sources, asked, state } = withOwn('Judge {{page}}.')
    const { page } = sources
    sources.page = () => Promise.reject(new ChatError('permission', 'Not yet.'))
    if (way === 'button') await runner.run('own')
    else {
      chat.setText('/own')
      await chat.submit()
    }
    await vi.waitFor(() => expect(state().problem).not.toBeNull())
    sources.page = page
    state().problem?.again?.()
    await vi.waitFor(() => expect(asked()).toMatchObject([{ text: 'Judge the page.', attachmentIds: ['stored'] }]))
    expect(state()).toMatchObject({ text: '', problem: null })
  })

  it('is asked of the preset it names', async () => {
    const { runner, named } = withOwn('Tell me a joke.', { presetId: 'jester' })
    await runner.run('own')
    expect(named('startRun')).toMatchObject([{ presetId: 'jester' }])
  })

  it('waits for words, before what is written already', async () => {
    const { chat, runner, asked, state } = withOwn('Answer {{input}}.')
    chat.setText('half a thought')
    await runner.run('own')
    expect(asked()).toEqual([])
    expect(state().text).toBe('/own half a thought')
  })

  it('says that it takes a model where only the built-in reader would answer, and waits for one', async () => {
    const { runner, answerer, asked, state } = withOwn('Judge {{selection}}.')
    answerer.onlyQuotes = true
    await runner.run('own')
    expect(asked()).toEqual([])
    expect(state()).toMatchObject({ text: '/own ', problem: { error: { kind: 'model-not-found' } } })
    await runner.run('summarize')
    expect(asked()).toMatchObject([{ action: 'summarize' }])
  })

  it('is not there any more', async () => {
    const { runner, state } = withOwn('Judge {{selection}}.')
    await runner.run('gone')
    expect(state().problem?.error.message).toBe('This quick action was removed.')
  })
})

describe('a /name', () => {
  it('is a question like any other where no action has it', () => {
    const { runner } = withOwn('Judge {{selection}}.', { hidden: true })
    for (const text of ['/etc/hosts', '/own', '/nobody knows', 'say /translate', '/']) {
      expect(runner.command(text)).toBe(false)
    }
  })

  it('carries its words into the template when it is sent', async () => {
    const { chat, asked, state } = withOwn('Say {{input}} to {{selection}}.')
    chat.attach('chip')
    chat.setText('/OWN  thank you\nvery much ')
    await chat.submit()
    await vi.waitFor(() =>
      expect(asked()).toMatchObject([
        { text: 'Say thank you\nvery much to the selected text.', attachmentIds: ['chip'] },
      ]),
    )
    expect(state()).toMatchObject({ text: '', attachmentIds: [] })
  })

  it('stands in the composer again when nothing came of it', async () => {
    const { chat, sources, state } = withOwn('Judge {{page}}.')
    sources.page = () => Promise.reject(new ChatError('permission', 'Not this page.'))
    chat.setText('/own please')
    await chat.submit()
    await vi.waitFor(() => expect(state().text).toBe('/own please'))
  })

  it('takes along what was copied, as an attachment and not as words', async () => {
    const { chat, named, asked } = withOwn('Compare {{selection}} with {{clipboard}}.')
    chat.attach('chip')
    chat.setText('/own')
    await chat.submit()
    await vi.waitFor(() => expect(asked()).toHaveLength(1))
    expect(asked()).toMatchObject([
      { text: 'Compare the selected text with the text from the clipboard.', attachmentIds: ['chip', 'stored'] },
    ])
    expect(named('saveAttachment')).toMatchObject([{ snapshot: { kind: 'file', text: 'What was copied.' } }])
  })

  it('asks for the clipboard before anything else, while the key press counts', () => {
    const { chat, sources } = withOwn('Use {{clipboard}} on {{page}}.')
    const clipboard = vi.spyOn(sources, 'clipboard')
    chat.setText('/own')
    void chat.submit()
    expect(clipboard).toHaveBeenCalledOnce()
  })
})

describe('an action of a menu', () => {
  it('is about what was clicked alone, and leaves the draft as it is', async () => {
    const { chat, runner, asked, state } = withOwn('Judge {{selection}}.')
    chat.attach('chip')
    chat.setText('half a thought')
    await runner.carryOut(act({ kind: 'page', tabId: 7 }))
    expect(asked()).toMatchObject([{ text: 'Judge the page.', attachmentIds: ['stored'] }])
    expect(state()).toMatchObject({ text: 'half a thought', attachmentIds: ['chip'] })
  })

  it('takes the picture that was clicked', async () => {
    const { runner, sources, asked } = withOwn('What is on {{selection}}?')
    const image = vi.spyOn(sources, 'image')
    await runner.carryOut(act({ kind: 'image', tabId: 7, frameId: 3, imageUrl: 'https://example.org/a.png' }))
    expect(image).toHaveBeenCalledWith(7, 'https://example.org/a.png', 3)
    expect(asked()).toMatchObject([{ text: 'What is on the image?', attachmentIds: ['stored'] }])
  })

  it('calls a link a link', async () => {
    const { runner, asked } = withOwn('Where does {{selection}} lead?')
    await runner.carryOut({ ...act({ kind: 'stored', attachmentId: 'link' }), place: 'link' })
    expect(asked()).toMatchObject([{ text: 'Where does the link lead?', attachmentIds: ['link'] }])
  })

  it('keeps what was clicked as a chip where it waits', async () => {
    const { runner, asked, state } = withOwn('Answer {{input}} about {{selection}}.')
    await runner.carryOut(act({ kind: 'stored', attachmentId: 'selected' }))
    expect(asked()).toEqual([])
    expect(state()).toMatchObject({ text: '/own ', attachmentIds: ['selected'] })
  })

  it('loses nothing when only a model could do it', async () => {
    const { runner, answerer, asked, state } = withOwn('Judge {{selection}}.')
    answerer.onlyQuotes = true
    await runner.carryOut(act({ kind: 'stored', attachmentId: 'selected' }, 'translate'))
    expect(asked()).toEqual([])
    expect(state()).toMatchObject({ text: '/translate ', attachmentIds: ['selected'] })
    expect(state().problem?.error.message).toContain('“Translate” takes a model')
  })

  it('waits for a key where the browser would not ask for the clipboard', async () => {
    const { runner, sources, asked, state } = withOwn('Compare {{selection}} with {{clipboard}}.')
    sources.clipboard = () => Promise.reject(new ChatError('permission', 'Not now.'))
    await runner.carryOut(act({ kind: 'stored', attachmentId: 'selected' }))
    expect(asked()).toEqual([])
    expect(state()).toMatchObject({ text: '/own ', attachmentIds: ['selected'] })
    expect(state().problem?.error.message).toBe('Not now. Press Enter to try again.')
  })
})
