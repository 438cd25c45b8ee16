import type { Page } from 'playwright'
import { screenSize } from '../../scripts/lib/display.ts'
import type { Gloss } from './harness/gloss.ts'
import type { FakeProvider } from '../fake-provider/server.ts'
import type { LogEntry } from '../fake-provider/log.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { look } from './harness/look.ts'
import { addServer, chooseDefault, answerWithOllama } from './harness/options.ts'
import { reloaded } from './harness/whole-panel.ts'

const reply = Array.from({ length: 120 }, (_, index) => `word${index}`).join(' ')
const key = 'sk-fake-0123456789abcdef'

type Turn = { role: string; content: string }

const isChat = ({ path }: LogEntry): boolean => path === '/api/chat' || path === '/v1/chat/completions'
const chats = (provider: FakeProvider): LogEntry[] => provider.log().filter(isChat)
const turnsOf = (entry: LogEntry | undefined): Turn[] =>
  (entry?.body as { messages: Turn[] } | undefined)?.messages ?? []

async function withOllama(gloss: Gloss, provider: FakeProvider): Promise<void> {
  await answerWithOllama(gloss, provider.url)
}

/** What the toolbar button shows, as a page or a worker of ours is told. One that was ended tells nothing, for ever. */
async function button(teller: Pick<Page, 'evaluate'> | undefined): Promise<{ text: string; title: string }> {
  if (!teller) return { text: '', title: '' }
  return teller.evaluate(
    `Promise.all([chrome.action.getBadgeText({}), chrome.action.getTitle({})]).then(([text, title]) => ({ text, title }))`,
  )
}

test('an answer whose worker died goes on where it stood, twice, as the same message', async ({
  gloss,
  provider,
}, info) => {
  await withOllama(gloss, provider)
  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  provider.script({ reply, paceMs: 40, holdAfter: 45 })
  await chat.ask('Count the words')
  // Later than the second after which the text is stored.
  for (const word of ['word40', 'word95']) {
    await expect(chat.answerText).toContainText(`${word} `)
    await gloss.killWorker()
    const broken = chat.answerThat('interrupted')
    await expect(broken).toContainText('The browser stopped Gloss while it wrote this answer.')
    if (word === 'word40') await look(panel, 'interrupted', info, { passing: true })
    // As many more as it takes to the next word, also where the text of the last second was not stored; then all.
    provider.script({ holdAfter: word === 'word40' ? 96 : undefined })
    await broken.getByTestId('message-continue').click()
    await expect(chat.answerThat('streaming')).toBeVisible()
  }
  await expect(chat.answerThat('complete')).toBeVisible({ timeout: 20_000 })
  await expect(chat.answerText).toHaveText(reply)
  await expect(chat.answers).toHaveCount(1)

  const asked = chats(provider)
  expect(asked).toHaveLength(3)
  for (const entry of asked.slice(1)) {
    const last = turnsOf(entry).at(-1)
    expect(last?.role).toBe('assistant')
    expect(last?.content).toMatch(/^word0 .*\S$/)
    expect(reply.startsWith(last?.content ?? '')).toBe(true)
  }
  await panel.getByTestId('message-receipt').click()
  await expect(panel.getByTestId('receipt-body')).toHaveCount(3)
  await panel.keyboard.press('Escape')
  await reloaded(panel)
  await expect(chat.answerText).toHaveText(reply)
})

test('a model that cannot be handed its own words is asked for the rest in ours', async ({ gloss, provider }, info) => {
  const options = await gloss.openOptions()
  await addServer(options, { name: 'Somewhere', address: provider.openaiUrl, key })
  await chooseDefault(options, 'gloss-small')
  await options.close()
  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)

  provider.script({ reply, paceMs: 2, fault: { kind: 'cut', after: 40, how: 'close' }, faultTimes: 1 })
  await chat.ask('Count the words')
  const broken = chat.answerThat('failed')
  await expect(broken.getByTestId('message-text')).toContainText('word39')
  await look(panel, 'failed-with-text', info)
  await broken.getByTestId('message-continue').click()
  await expect(chat.answerThat('complete')).toBeVisible()
  await expect(chat.answerText).toHaveText(reply)

  const last = turnsOf(chats(provider)[1]).slice(-2)
  expect(last.map(({ role }) => role)).toEqual(['assistant', 'user'])
  expect(last[1]?.content).toMatch(/«word\d+ .* word39»/)
  // Both requests reported what they used.
  await expect(chat.answer).toContainText('tokens')
})

test('a stopped answer can be gone on with; the server sees the stop at once', async ({ gloss, provider }, info) => {
  await withOllama(gloss, provider)
  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  provider.script({ reply, paceMs: 40, holdAfter: 20 })
  await chat.ask('Count the words')
  await expect(chat.answerText).toContainText('word9')
  const clickedAt = Date.now()
  await chat.stop.dblclick()
  const closed = await provider.waitFor((entry) => isChat(entry) && entry.closedAt !== undefined)
  expect(closed.closedBy).toBe('client')
  const took = (closed.closedAt ?? 0) - clickedAt
  info.annotations.push({ type: 'stop to close', description: `${took} ms, the click included` })
  expect(took).toBeLessThan(1_000)
  await expect(chat.answerThat('stopped')).toContainText('You stopped this answer.')
  await look(panel, 'stopped', info, { passing: true })
  provider.goOn()
  await chat.answer.getByTestId('message-continue').click()
  await expect(chat.answerThat('complete')).toBeVisible({ timeout: 20_000 })
  await expect(chat.answerText).toHaveText(reply)
})

test('an answer is stopped before its first byte, too', async ({ gloss, provider }) => {
  await withOllama(gloss, provider)
  const chat = chatIn(await gloss.openPanelInTab())
  provider.script({ fault: { kind: 'no-headers' } })
  await chat.ask('Count the words')
  await provider.waitFor(isChat)
  await chat.stop.click()
  const closed = await provider.waitFor((entry) => isChat(entry) && entry.closedAt !== undefined)
  expect(closed.closedBy).toBe('client')
  await expect(chat.answerThat('stopped')).toContainText('You stopped this answer before it began.')
  await expect(chat.answer.getByTestId('message-continue')).toHaveCount(0)
  await expect(chat.answer.getByTestId('message-try-again')).toBeVisible()
})

test('the button tells of answers that are written, and of those that ended unseen', async ({ gloss, provider }) => {
  await withOllama(gloss, provider)
  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  await expect.poll(() => button(panel)).toEqual({ text: '', title: 'Open Gloss' })

  // Seen to its end: nothing to tell.
  provider.script({ reply: 'One two three.', holdAfter: 2 })
  await chat.ask('Briefly?')
  await expect.poll(() => button(panel)).toEqual({ text: '…', title: 'Open Gloss (1 answer is being written)' })
  provider.goOn()
  await expect(chat.answerThat('complete')).toBeVisible()
  await expect.poll(() => button(panel)).toEqual({ text: '', title: 'Open Gloss' })

  // Not seen: told until it is, whatever becomes of the worker.
  provider.script({ reply, holdAfter: 10 })
  await chat.ask('Count the words')
  await expect(chat.answerText).toContainText('word3')
  await panel.close()
  provider.goOn()
  await expect.poll(() => button(gloss.worker())).toEqual({ text: '•', title: 'Open Gloss (1 answer finished)' })
  await gloss.killWorker()
  const options = await gloss.openOptions()
  await expect.poll(() => button(options)).toEqual({ text: '•', title: 'Open Gloss (1 answer finished)' })
  await options.close()
  const last = await gloss.openPanelInTab()
  const again = chatIn(last)
  await expect(again.answerThat('complete').getByTestId('message-text')).toHaveText(reply)
  await expect.poll(() => button(last)).toEqual({ text: '', title: 'Open Gloss' })
})

/** What the browser does when an event of its own happens, which no test can bring about from outside. */
async function happens(gloss: Gloss, event: string, ...facts: unknown[]): Promise<void> {
  await gloss.worker()?.evaluate(`chrome.${event}.dispatch(...${JSON.stringify(facts)})`)
}

test("the button's menu stops what is being written", async ({ gloss, provider }) => {
  await withOllama(gloss, provider)
  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  provider.script({ reply, paceMs: 100 })
  await chat.ask('Count the words')
  await expect(chat.answerText).toContainText('word3')
  await happens(gloss, 'contextMenus.onClicked', { menuItemId: 'stop-all' })
  await expect(chat.answerThat('stopped')).toBeVisible()
  await expect.poll(() => button(panel)).toEqual({ text: '', title: 'Open Gloss' })
})

test('an update waits until the answer has ended and no page is open, and then is loaded', async ({
  gloss,
  provider,
}) => {
  await withOllama(gloss, provider)
  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  provider.script({ reply, paceMs: 20 })
  await chat.ask('Count the words')
  await expect(chat.answerText).toContainText('word3')
  // In the storage that a reload empties.
  await gloss.worker()?.evaluate(`chrome.storage.session.set({ mark: true })`)
  await happens(gloss, 'runtime.onUpdateAvailable', { version: '99.0.0' })
  await panel.close()
  const ended = await provider.waitFor((entry) => isChat(entry) && entry.closedAt !== undefined)
  expect(ended.closedBy).toBe('server')
  await expect
    .poll(() =>
      gloss
        .worker()
        ?.evaluate(`chrome.storage.session.get('mark').then(({ mark }) => mark ?? 'gone')`)
        .catch(() => 'reloading'),
    )
    .toBe('gone')
  const again = chatIn(await gloss.openPanelInTab())
  await expect(again.answerThat('complete')).toBeVisible()
  await expect(again.answerText).toHaveText(reply)
})

test('an answer that a reload broke off says so, and goes on', async ({ gloss, provider }) => {
  await withOllama(gloss, provider)
  const panel = await gloss.openPanelInTab()
  provider.script({ reply, paceMs: 40 })
  await chatIn(panel).ask('Count the words')
  await expect(chatIn(panel).answerText).toContainText('word40 ')
  const gone = panel.waitForEvent('close')
  await gloss
    .worker()
    ?.evaluate(`chrome.runtime.reload()`)
    .catch(() => undefined)
  await gone
  const chat = chatIn(await gloss.openPanelInTab())
  const broken = chat.answerThat('interrupted')
  await expect(broken).toContainText(/Gloss was (reloaded|switched off) while it wrote this answer\./)
  await broken.getByTestId('message-continue').click()
  await expect(chat.answerThat('complete')).toBeVisible({ timeout: 20_000 })
  await expect(chat.answerText).toHaveText(reply)
})

test('a notification tells of an answer that nobody saw, and leads to it', async ({
  gloss,
  provider,
  picture,
}, info) => {
  await withOllama(gloss, provider)
  const options = await gloss.openOptions()
  await options.goto(options.url().replace(/#.*|$/, '#appearance'))
  const wish = options.getByTestId('notify-when-finished')
  await wish.click()
  await gloss.answerPrompt('allow')
  await expect(wish).toBeChecked()
  await look(options, 'appearance', info)
  await options.close()

  const panel = await gloss.openPanelByKeyboard()
  const chat = chatIn(panel)
  provider.script({ reply, paceMs: 20 })
  await chat.ask('Count the words')
  await expect(chat.answerText).toContainText('word3')
  // The panel would show this again by itself.
  await panel.getByTestId('new-chat').click()
  await expect(chat.questions).toHaveCount(0)
  await gloss.closePanel()
  const told = (): Promise<unknown> | undefined =>
    gloss.worker()?.evaluate(`chrome.notifications.getAll().then((all) => Object.keys(all).length)`)
  await expect.poll(told).toBe(1)
  await picture('notified')

  // Chromium draws it in the corner of the screen.
  await gloss.desktop.click({ x: screenSize.width - 280, y: screenSize.height - 48 })
  const later = chatIn(await gloss.panel())
  await expect(later.questions).toHaveText('Count the words')
  await expect(later.answerThat('complete')).toBeVisible()
  await expect.poll(told).toBe(0)
  await expect.poll(() => button(gloss.worker())).toEqual({ text: '', title: 'Open Gloss' })
})
