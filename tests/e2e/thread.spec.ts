import type { Locator, Page } from 'playwright/test'
import type { FakeProvider } from '../fake-provider/server.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import type { Gloss } from './harness/gloss.ts'
import { look } from './harness/look.ts'
import { answerWithOllama } from './harness/options.ts'
import { reloaded } from './harness/whole-panel.ts'

async function panelWithOllama(gloss: Gloss, provider: FakeProvider): Promise<Page> {
  await answerWithOllama(gloss, provider.url)
  return gloss.openPanelInTab()
}

type Asked = { model: string; messages: { role: string; content: string }[] }

const asked = (provider: FakeProvider): Asked[] =>
  provider
    .log()
    .filter(({ path }) => path === '/api/chat')
    .map(({ body }) => body as Asked)

/** Asks and waits for the whole answer. */
async function turn(panel: Page, provider: FakeProvider, question: string, reply: string): Promise<void> {
  const chat = chatIn(panel)
  const before = await chat.answers.count()
  provider.script({ reply, paceMs: 1 })
  await chat.ask(question)
  await expect(chat.answers).toHaveCount(before + 1)
  await expect(chat.answer).toHaveAttribute('data-status', 'complete', { timeout: 30_000 })
  // The last words are drawn with the next frame.
  await expect.poll(async () => (await chat.answerText.textContent())?.endsWith(reply.slice(-20))).toBe(true)
}

async function fromMenu(message: Locator, menu: 'message-more' | 'question-more', entry: string): Promise<void> {
  await message.getByTestId(menu).click()
  await message.getByTestId(`${menu}-${entry}`).click()
}

const words = (panel: Page): Promise<string[]> =>
  panel
    .getByTestId('message')
    .evaluateAll((all) => all.map((one) => one.querySelector('[data-testid=message-text]')?.textContent ?? ''))

test('a thread is asked again, asked otherwise, left and found again', async ({ gloss, provider }, info) => {
  test.setTimeout(150_000)
  const panel = await panelWithOllama(gloss, provider)
  const chat = chatIn(panel)
  await turn(panel, provider, 'Who wrote it?', 'A scribe.')
  await turn(panel, provider, 'And when?', 'In winter.')

  // The first answer once more, by another model, in the middle of the thread.
  provider.script({ reply: 'A monk.' })
  await fromMenu(chat.answers.first(), 'message-more', 'retry-with')
  await panel.getByTestId('preset-choice').filter({ hasText: 'gloss-large' }).click()
  await expect(chat.answer).toContainText('A monk.')
  await expect(chat.answerThat('complete')).toBeVisible()
  expect(asked(provider).at(-1)?.model).toBe('gloss-large')
  await expect(chat.picker).toContainText('gloss-small')
  expect(await words(panel)).toEqual(['Who wrote it?', 'A monk.'])

  // With the keyboard: the focus stays on the arrow, and the branch opens where it was left.
  const siblings = chat.answers.first().getByTestId('siblings')
  await expect(siblings).toContainText('2 / 2')
  await siblings.getByRole('button', { name: 'Earlier answer' }).press('Enter')
  await expect(siblings).toContainText('1 / 2')
  await expect(siblings.getByRole('button', { name: 'Earlier answer' })).toBeFocused()
  expect(await words(panel)).toEqual(['Who wrote it?', 'A scribe.', 'And when?', 'In winter.'])
  await panel.keyboard.press('Tab')
  await panel.keyboard.press('Enter')
  await expect(siblings).toContainText('2 / 2')
  await expect(siblings.getByRole('button', { name: 'Later answer' })).toBeFocused()
  await panel.keyboard.press('Shift+Tab')
  await panel.keyboard.press('Enter')
  await expect(chat.answers).toHaveCount(2)

  // The first question in other words. Escape leaves it; while a word is being composed Enter does not send it.
  const first = chat.questions.first()
  await first.getByTestId('question-edit').click()
  const input = panel.getByTestId('question-input')
  await expect(input).toBeFocused()
  await input.fill('Forget this')
  await input.press('Escape')
  await expect(first).toContainText('Who wrote it?')
  await first.getByTestId('question-edit').click()
  await input.fill('Who painted it?')
  await look(panel, 'thread-editing', info)
  const before = asked(provider).length
  await input.dispatchEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true })
  expect(asked(provider)).toHaveLength(before)
  provider.script({ reply: 'A painter.' })
  await input.press('Control+Enter')
  await expect(chat.answer).toContainText('A painter.')
  await expect(chat.answerThat('complete')).toBeVisible()
  expect(
    asked(provider)
      .at(-1)
      ?.messages.filter(({ role }) => role === 'user')
      .map(({ content }) => content),
  ).toEqual(['Who painted it?'])
  await expect(chat.questions.first().getByTestId('siblings')).toContainText('2 / 2')
  await chat.questions.first().getByRole('button', { name: 'Earlier question' }).click()
  await expect(chat.answer).toContainText('In winter.')

  // On from an earlier answer.
  await fromMenu(chat.answers.first(), 'message-more', 'branch')
  await expect(panel.getByTestId('branch-note')).toBeVisible()
  expect(await words(panel)).toEqual(['Who wrote it?', 'A scribe.'])
  await look(panel, 'thread-branching', info)
  await panel.getByTestId('branch-back').click()
  await expect(chat.answer).toContainText('In winter.')
  await expect(panel.getByTestId('branch-note')).toHaveCount(0)
  await fromMenu(chat.answers.first(), 'message-more', 'branch')
  await expect(chat.answers).toHaveCount(1)
  await turn(panel, provider, 'And where?', 'In a cell.')
  expect(await words(panel)).toEqual(['Who wrote it?', 'A scribe.', 'And where?', 'In a cell.'])
  await expect(panel.getByTestId('branch-note')).toHaveCount(0)
  await expect(chat.questions.last().getByTestId('siblings')).toContainText('2 / 2')
  await look(panel, 'thread', info)
})

test('what was deleted can be had back, and what is being written stays', async ({ gloss, provider }, info) => {
  test.setTimeout(120_000)
  const panel = await panelWithOllama(gloss, provider)
  const chat = chatIn(panel)
  const note = panel.getByTestId('message-removed')
  await turn(panel, provider, 'Who wrote it?', 'A scribe.')
  await turn(panel, provider, 'And when?', 'In winter.')

  await fromMenu(chat.questions.last(), 'question-more', 'delete')
  await expect(note).toBeVisible()
  expect(await words(panel)).toEqual(['Who wrote it?', 'A scribe.'])
  await look(panel, 'thread-deleted', info)
  await reloaded(panel)
  await expect(note).toBeVisible()
  await panel.getByTestId('message-restore').click()
  await expect(note).toHaveCount(0)
  await expect.poll(() => words(panel)).toEqual(['Who wrote it?', 'A scribe.', 'And when?', 'In winter.'])

  // An answer alone: its question stays and can be answered.
  await fromMenu(chat.answers.last(), 'message-more', 'delete')
  provider.script({ reply: 'In spring.' })
  await panel.getByTestId('question-answer').click()
  await expect(chat.answer).toContainText('In spring.')
  await expect(note).toBeVisible()
  await panel.getByTestId('message-restore').click()
  await expect(chat.answer).toContainText('In winter.')
  await expect(chat.answer.getByTestId('siblings')).toContainText('1 / 2')

  // All of it: the note stays with the empty conversation.
  await fromMenu(chat.questions.first(), 'question-more', 'delete')
  await expect(chat.questions).toHaveCount(0)
  await panel.getByTestId('message-restore').click()
  await expect(chat.questions).toHaveCount(2)

  // Not what is being written, nor what a question waits for.
  provider.script({ reply: 'word '.repeat(40), holdAfter: 20 })
  await chat.ask('And why?')
  await expect(chat.answerThat('streaming')).toBeVisible()
  await fromMenu(chat.questions.last(), 'question-more', 'delete')
  await expect(panel.getByText('This is still being written: stop it first')).toBeVisible()
  await chat.ask('And then?')
  await expect(panel.getByTestId('queued')).toHaveCount(1)
  await chat.stop.click()
  await expect(chat.answerThat('stopped')).toBeVisible()
  await fromMenu(chat.answer, 'message-more', 'delete')
  await expect(panel.getByText('A question waits for this answer')).toBeVisible()
  await expect(chat.questions).toHaveCount(3)
})

test('an answer is copied in three forms, read aloud, and gone on with elsewhere', async ({
  gloss,
  provider,
}, info) => {
  test.setTimeout(120_000)
  const panel = await panelWithOllama(gloss, provider)
  const chat = chatIn(panel)
  await panel.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  provider.script({
    reply: 'It is **so**. See [the page](https://example.com/a).\n\n```js\nlet a\n```\n\nThe end.',
    reasoning: 'A secret thought.',
  })
  await chat.ask('Is it so?')
  await expect(chat.answerThat('complete')).toBeVisible()

  const clipboard = (type: string) =>
    panel.evaluate(async (wanted) => {
      const [item] = await navigator.clipboard.read()
      if (!item?.types.includes(wanted)) return 'none'
      // It can change while it is read.
      return item.getType(wanted).then(
        (blob) => blob.text(),
        () => 'changed',
      )
    }, type)
  await chat.answer.getByTestId('message-copy').click()
  await expect.poll(() => clipboard('text/plain')).toContain('It is **so**.')
  await fromMenu(chat.answer, 'message-more', 'copy-rich')
  await expect.poll(() => clipboard('text/html')).toContain('<strong>so</strong>')
  await expect.poll(() => clipboard('text/html')).toContain('href="https://example.com/a"')
  await expect.poll(() => clipboard('text/plain')).toContain('It is so. See the page (https://example.com/a).')
  const copied = await panel.evaluate(async () => {
    const [item] = await navigator.clipboard.read()
    if (!item) return []
    return Promise.all(item.types.map(async (type) => (await item.getType(type)).text()))
  })
  expect(copied).toHaveLength(2)
  expect(copied.join()).not.toContain('secret')
  await fromMenu(chat.answer, 'message-more', 'copy-plain')
  await expect.poll(() => clipboard('text/html')).toBe('none')
  await chat.questions.last().getByTestId('question-copy').click()
  await expect.poll(() => clipboard('text/plain')).toBe('Is it so?')

  // There are no voices on a machine without a speaker.
  const aloud = chat.answer.getByTestId('message-read-aloud')
  await panel.evaluate(() => {
    Object.assign(speechSynthesis, { getVoices: () => [] })
  })
  await aloud.click()
  await expect(panel.getByText('This browser has no voices to read with')).toBeVisible()
  const said = await panel.evaluateHandle(() => {
    const texts: string[] = []
    class Utterance extends EventTarget {
      readonly text: string
      constructor(text: string) {
        super()
        this.text = text
      }
    }
    Object.assign(globalThis, { SpeechSynthesisUtterance: Utterance })
    Object.assign(speechSynthesis, {
      getVoices: () => [{ lang: 'en-US', localService: true, default: true, name: 'Test' }],
      speak: (utterance: Utterance) => {
        texts.push(utterance.text)
        // The last one is not spoken to its end.
        if (!utterance.text.startsWith('The end')) queueMicrotask(() => utterance.dispatchEvent(new Event('end')))
      },
    })
    return texts
  })
  await aloud.click()
  await expect(aloud).toHaveAttribute('aria-label', 'Stop reading')
  await expect.poll(() => said.jsonValue()).toEqual(['It is so.', 'See the page.', 'Code in js, 1 line.', 'The end.'])
  await aloud.click()
  await expect(aloud).toHaveAttribute('aria-label', 'Read aloud')

  // What was thought is folded away, and is not sent back.
  await expect(chat.answer.getByTestId('message-reasoning')).toContainText('Thought for')
  provider.script({ reply: 'On it goes.', reasoning: '' })
  const left = await chat.questions.elementHandle()
  await fromMenu(chat.answer, 'message-more', 'copy-path')
  // The conversation that is left has as many messages.
  await left?.waitForElementState('hidden')
  await expect(chat.questions).toHaveCount(1)
  await expect(chat.answers).toHaveCount(1)
  await turn(panel, provider, 'Go on', 'On it goes.')
  expect(JSON.stringify(asked(provider).at(-1))).not.toContain('secret thought')
  expect(
    asked(provider)
      .at(-1)
      ?.messages.map(({ role }) => role)
      .slice(-3),
  ).toEqual(['user', 'assistant', 'user'])
  await chat.answers.first().getByTestId('message-receipt').click()
  await expect(panel.getByTestId('receipt-body')).toContainText('Is it so?')
  await panel.keyboard.press('Escape')
  await panel.getByTestId('open-history').click()
  await expect(panel.getByTestId('history')).toContainText('Is it so? (branch)')
  await look(panel, 'thread-copied', info)
})

test('a switch leaves the arrows where they were pressed', async ({ gloss, provider }) => {
  test.setTimeout(120_000)
  const panel = await panelWithOllama(gloss, provider)
  const chat = chatIn(panel)
  await panel.setViewportSize({ width: 400, height: 700 })
  await turn(panel, provider, 'Long?', `${'Many words stand here. '.repeat(60)}Done`)
  await turn(panel, provider, 'More?', `${'And some more of them. '.repeat(60)}Done`)
  provider.script({ reply: 'Short.' })
  await chat.answers.first().getByTestId('message-retry').click()
  await expect(chat.answer).toContainText('Short.')
  await expect(chat.answerThat('complete')).toBeVisible()

  const arrows = chat.answers.first().getByTestId('siblings')
  const top = () => arrows.evaluate((element) => Math.round(element.getBoundingClientRect().top))
  const flip = async (direction: 'Earlier' | 'Later', place: string): Promise<void> => {
    const pressed = await top()
    await arrows.getByRole('button', { name: `${direction} answer` }).click()
    await expect(arrows).toContainText(place)
    // A jump would come with the next drawing.
    await panel.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
    const scrollable = await panel.getByRole('log').evaluate((log) => log.scrollHeight > log.clientHeight)
    if (scrollable) expect(Math.abs((await top()) - pressed)).toBeLessThanOrEqual(1)
  }
  await flip('Earlier', '1 / 2')
  await flip('Later', '2 / 2')
  await flip('Earlier', '1 / 2')
})
