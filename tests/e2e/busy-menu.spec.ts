import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { connectOllama } from './harness/options.ts'

/** Long enough that everything below happens while it is being written. */
const longReply = Array.from({ length: 200 }, (_, index) => `word${index}`).join(' ')
const passage = 'article p'

test('the menu leaves an answer alone that is being written', async ({ gloss, provider, picture }) => {
  const options = await gloss.openOptions()
  await connectOllama(options, provider.url, 'gloss-small')
  await options.close()
  const passageText = (await gloss.page.locator(passage).first().innerText()).slice(0, 40)

  provider.script({ reply: longReply, paceMs: 60 })
  const panel = await gloss.openPanelByKeyboard()
  const chat = chatIn(panel)
  await chat.ask('Say much')
  await expect(chat.answerText).toContainText('word5')
  await chat.composer.fill('The next question')

  // Waiting for the reader's own words, it joins the draft.
  await gloss.chooseFromMenu(passage, 'ask')
  await expect(chat.chips).toHaveCount(1)
  await expect(chat.composer).toHaveValue('The next question')
  await expect(chat.answers).toHaveCount(1)
  await expect(chat.answerThat('streaming')).toBeVisible()
  await picture('asked-meanwhile', panel)

  // Sent at once, it gets a conversation of its own.
  provider.script({ reply: 'It is about two hands. The end.', paceMs: 1 })
  await gloss.chooseFromMenu(passage, 'explain')
  await expect(chat.questions).toContainText('Explain this passage.')
  await expect(chat.answerThat('complete')).toBeVisible()
  await expect(chat.answerText).toHaveText('It is about two hands. The end.')
  await expect(chat.questions).toHaveCount(1)
  const first = provider.log().find(({ path }) => path === '/api/chat')
  expect(first?.closedAt, 'the first answer is still being written').toBeUndefined()
  await picture('explained-meanwhile', panel)

  await panel.getByTestId('open-history').click()
  await panel.getByTestId('history-entry').filter({ hasText: 'Say much' }).click()
  await expect(chat.questions).toHaveText('Say much')
  await expect(chat.answerThat('complete')).toBeVisible({ timeout: 30_000 })
  expect((await chat.answerText.innerText()) === longReply, 'the first answer is whole').toBe(true)
  await expect(chat.composer).toHaveValue('The next question')
  await expect(chat.chips).toHaveCount(1)

  const asked = provider.log().filter(({ path }) => path === '/api/chat')
  expect(asked.map(({ closedBy }) => closedBy)).toEqual(['server', 'server'])
  expect(JSON.stringify(asked[0]?.body)).not.toContain(passageText)
  expect(JSON.stringify(asked[1]?.body)).toContain(passageText)
  expect(JSON.stringify(asked[1]?.body)).not.toContain('Say much')
})
