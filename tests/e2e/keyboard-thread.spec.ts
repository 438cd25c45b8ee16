import type { Locator, Page } from 'playwright'
import { expect, test } from './harness/fixtures.ts'
import { startedByKeys } from './harness/started-by-keys.ts'

const rows = Array.from({ length: 40 }, (_, index) => `line ${index}`).join('\n')
const reply = [
  'Two hands meet. “The first hand made the book.” It is wrong to say that “The first hand never made a book, it only bound one”.',
  'More of it at [a strange place](https://strange.example/page).',
  '| Hand | Work |\n| --- | --- |\n| first | made it |',
  `\`\`\`text\n${rows}\n\`\`\``,
].join('\n\n')

const menuItem = (panel: Page, menu: string, entry: string): Locator =>
  panel.getByTestId(`${menu}-${entry}`).filter({ visible: true })

test('what goes along is chosen, seen, trimmed and taken off by keys', async ({ gloss, provider }) => {
  test.setTimeout(180_000)
  const { panel, chat, keys } = await startedByKeys(gloss, provider)
  const byId = (id: string): Locator => panel.getByTestId(id)
  const attach = byId('attach-menu')

  await test.step('the page', async () => {
    await expect(chat.composer).toBeFocused()
    await keys.choose(attach, byId('attach-menu-page'))
    await expect(chat.chips).toHaveCount(1)
    await keys.tabBackTo(chat.chips.getByRole('button').first())
    await keys.press('Enter')
    await keys.staysIn(byId('preview'))
    await keys.enter(byId('trim-parts').locator('summary'))
    const part = byId('trim-parts').getByRole('checkbox').first()
    await keys.tabTo(part)
    await keys.press('Space')
    await keys.enter(byId('trim-keep'))
    await expect(byId('preview')).toBeHidden()
    await keys.press('Tab')
  })

  await test.step('taken off, and back', async () => {
    await keys.tabBackTo(chat.chips.getByRole('button', { name: 'Remove' }))
    await keys.press('Enter')
    await expect(chat.chips).toHaveCount(0)
    await expect(chat.composer).toBeFocused()
    await keys.tabBackTo(byId('chip-undo').getByRole('button'))
    await keys.press('Enter')
    await expect(chat.chips).toHaveCount(1)
    await expect(chat.composer).toBeFocused()
  })

  await test.step('a selection, and another tab', async () => {
    await gloss.page.evaluate(() => getSelection()?.selectAllChildren(document.querySelector('h1') ?? document.body))
    await keys.choose(attach, byId('attach-menu-selection'))
    await expect(chat.chips).toHaveCount(2)
    await keys.tabBackTo(chat.composer)
    await keys.type('@')
    await expect(byId('tab-picker')).toBeVisible()
    await keys.press('Escape')
    await expect(byId('tab-picker')).toBeHidden()
    await expect(chat.composer).toBeFocused()
    await keys.press('Backspace')
  })

  await test.step('a quick action by its name', async () => {
    await keys.type('/expl')
    await expect(byId('action-picker')).toBeVisible()
    await keys.press('Escape', 'Escape')
    await expect(chat.composer).toBeFocused()
    await keys.press('Control+A', 'Backspace')
  })

  await test.step('stopped, and gone on with', async () => {
    provider.script({ fault: { kind: 'stall', after: 60 }, faultTimes: 1 })
    await keys.type('What is it about?')
    await keys.press('Enter')
    await expect(chat.answerThat('streaming').getByTestId('message-text')).toBeVisible()
    await keys.enter(chat.stop)
    await expect(chat.answerThat('stopped')).toBeVisible()
    await keys.tabBackTo(byId('message-continue'))
    await keys.press('Enter')
    await expect(chat.answerThat('complete')).toBeVisible()
    await expect(chat.composer).toBeFocused()
  })

  await test.step('a question that waits, changed, moved and dropped', async () => {
    provider.script({ fault: { kind: 'stall', after: 60 }, faultTimes: 1 })
    await keys.type('One?')
    await keys.press('Enter')
    await expect(chat.answerThat('streaming').getByTestId('message-text')).toBeVisible()
    for (const question of ['Two?', 'Three?']) {
      await keys.type(question)
      await keys.press('Enter')
      await expect(byId('queued').filter({ hasText: question })).toBeVisible()
    }
    await keys.tabBackTo(byId('queued').last().getByTestId('queued-up'))
    await keys.press('Enter')
    await expect(byId('queued').first()).toContainText('Three?')
    await expect(byId('queued').first().getByTestId('queued-up')).toBeFocused()
    await keys.enter(byId('queued').first().getByTestId('queued-edit'))
    await expect(byId('queued-input')).toBeFocused()
    await keys.press('Escape')
    await keys.tabBackTo(byId('queued').last().getByTestId('queued-remove'))
    await keys.press('Enter')
    await expect(byId('queued')).toHaveCount(1)
    await expect(chat.composer).toBeFocused()
    await keys.press('Alt+Shift+X')
    await keys.tabBackTo(byId('queue-remove-all'))
    await keys.press('Enter')
    await expect(byId('queued')).toHaveCount(0)
  })
})

test('an answer is read, looked into, asked anew and deleted by keys', async ({ gloss, provider }) => {
  test.setTimeout(240_000)
  const { panel, chat, keys } = await startedByKeys(gloss, provider)
  const byId = (id: string): Locator => panel.getByTestId(id)
  const more = chat.answer.getByTestId('message-more')
  provider.script({ reply, reasoning: 'I look for the hands.' })
  await keys.press('Alt+Shift+P', 'Enter')
  await expect(chat.chips).toHaveCount(1)
  await expect(chat.composer).toBeFocused()
  await keys.type('What do the two hands do?')
  await keys.press('Enter')
  await expect(chat.answerThat('complete')).toBeVisible()
  await expect(byId('quote-chip')).toHaveCount(2)

  await test.step('thoughts, quotes, a link, a table and long code', async () => {
    await keys.tabBackTo(byId('message-reasoning').locator('summary'))
    await keys.press('Enter')
    await expect(byId('message-reasoning')).toContainText('I look for the hands.')
    const missing = byId('quote-chip').last()
    await keys.enter(missing)
    await expect(byId('quote-popover')).toBeVisible()
    await keys.escape(byId('quote-popover'), missing)
    const link = chat.answer.getByRole('link', { name: 'a strange place' })
    await keys.enter(link)
    await keys.staysIn(byId('link-dialog'))
    await keys.escape(byId('link-dialog'), link)
    await keys.press('Enter')
    await keys.enter(byId('link-cancel'))
    await expect(link).toBeFocused()
    await keys.enter(chat.answer.getByRole('button', { name: 'Copy as CSV' }))
    await expect(chat.answer.getByRole('button', { name: 'Copied' })).toBeFocused()
    await keys.tabTo(chat.answer.getByRole('region', { name: 'Code, text' }))
    await keys.enter(byId('code-fold'))
    // What was seen growing stands open.
    await expect(byId('code-fold')).toHaveAttribute('aria-expanded', 'false')
    await keys.press('Enter')
    await expect(byId('code-fold')).toHaveAttribute('aria-expanded', 'true')
  })

  await test.step('details, receipt', async () => {
    await keys.choose(more, menuItem(panel, 'message-more', 'details'))
    await keys.staysIn(byId('details'))
    await keys.enter(byId('details-receipt'))
    await keys.staysIn(byId('receipt'))
    await keys.escape(byId('receipt'), more)
  })

  await test.step('again, by another model; between the answers', async () => {
    provider.script({ reply: 'Another answer.', reasoning: '' })
    await keys.choose(more, menuItem(panel, 'message-more', 'retry-with'))
    await expect(byId('preset-search')).toBeFocused()
    await keys.escape(byId('preset-dialog'), more)
    await keys.choose(more, menuItem(panel, 'message-more', 'retry-with'))
    await keys.type('gloss-large')
    await keys.press('Enter')
    await expect(chat.answerThat('complete')).toContainText('Another answer.')
    const earlier = chat.answer.getByRole('button', { name: 'Earlier answer' })
    await keys.tabBackTo(earlier)
    await keys.press('Enter')
    await expect(chat.answer).toContainText('Two hands meet.')
    await expect(earlier).toBeFocused()
    await keys.enter(chat.answer.getByRole('button', { name: 'Later answer' }))
    await expect(chat.answer).toContainText('Another answer.')
  })

  await test.step('the question in other words', async () => {
    await keys.tabBackTo(byId('question-edit'))
    await keys.press('Enter')
    await expect(byId('question-input')).toBeFocused()
    await keys.press('Escape')
    await keys.tabBackTo(byId('question-edit'))
    await keys.press('Enter', 'Control+A')
    await keys.type('And one hand?')
    await keys.press('Enter')
    await expect(chat.questions.first().getByTestId('siblings')).toContainText('2 / 2')
    await expect(chat.answerThat('complete')).toContainText('Another answer.')
    await expect(chat.composer).toBeFocused()
  })

  await test.step('on from an earlier answer, and back', async () => {
    await keys.type('And then?')
    await keys.press('Enter')
    await expect(chat.answers).toHaveCount(2)
    await expect(chat.answerThat('complete')).toContainText('Another answer.')
    await keys.tabBackTo(chat.answers.first().getByTestId('message-more'))
    await keys.choose(chat.answers.first().getByTestId('message-more'), menuItem(panel, 'message-more', 'branch'))
    await expect(byId('branch-note')).toBeVisible()
    await keys.enter(byId('branch-back'))
    await expect(chat.answers).toHaveCount(2)
    await expect(chat.composer).toBeFocused()
  })

  await test.step('deleted, and back', async () => {
    await keys.tabBackTo(chat.questions.last().getByTestId('question-more'))
    await keys.choose(chat.questions.last().getByTestId('question-more'), menuItem(panel, 'question-more', 'delete'))
    await expect(chat.questions).toHaveCount(1)
    await keys.enter(byId('message-restore'))
    await expect(chat.questions).toHaveCount(2)
  })

  await test.step('everything that stands there, once round', async () => {
    expect(await keys.goRound()).toBeGreaterThan(20)
  })
})
