import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { answerWithOllama } from './harness/options.ts'

test.use({ pinned: true })

test.beforeEach(async ({ gloss, provider }) => {
  await answerWithOllama(gloss, provider.url)
})

test('the toolbar button’s own menu stops an answer that no panel shows', async ({ gloss, provider, picture }) => {
  provider.script({ reply: 'word '.repeat(3_000), paceMs: 60 })
  const before = chatIn(await gloss.openPanelByKeyboard())
  await before.ask('Say much')
  await expect(before.answerText).toContainText('word')
  await gloss.closePanel()
  await picture('running')
  const asked = () => provider.log().find(({ path }) => path === '/api/chat')
  expect(asked()?.closedAt, 'the answer goes on without a panel').toBeUndefined()

  await gloss.chooseFromButtonMenu()
  await expect.poll(() => asked()?.closedBy).toBe('client')
  const chat = chatIn(await gloss.openPanelByKeyboard())
  await expect(chat.answerThat('stopped')).toContainText('word')
})

test('the toolbar button’s own menu shows an answer that nobody saw end', async ({ gloss, provider, picture }) => {
  provider.script({ reply: 'One word and another. The end.', paceMs: 300 })
  const panel = await gloss.openPanelByKeyboard()
  const before = chatIn(panel)
  await before.ask('Say little')
  await expect(before.answerText).toContainText('One')
  // Another conversation is what this window shows when the panel is opened again.
  await panel.getByTestId('new-chat').click()
  await expect(before.answers).toHaveCount(0)
  await gloss.closePanel()
  await expect.poll(() => provider.log().find(({ path }) => path === '/api/chat')?.closedBy).toBe('server')
  await expect.poll(() => gloss.worker()?.evaluate(`chrome.action.getBadgeText({})`)).toBe('•')
  await picture('unseen')

  await gloss.chooseFromButtonMenu()
  const chat = chatIn(await gloss.panel())
  await expect(chat.questions).toContainText('Say little')
  await expect(chat.answerThat('complete')).toContainText('The end.')
  await expect.poll(() => gloss.worker()?.evaluate(`chrome.action.getBadgeText({})`)).toBe('')
})
