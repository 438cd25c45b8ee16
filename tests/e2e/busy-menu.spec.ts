import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { answerWithOllama } from './harness/options.ts'

const longReply = Array.from({ length: 200 }, (_, index) => `word${index}`).join(' ')
const passage = 'article p'

test('what the menu asks while an answer is being written waits for its end', async ({ gloss, provider, picture }) => {
  await answerWithOllama(gloss, provider.url)
  const passageText = (await gloss.page.locator(passage).first().innerText()).slice(0, 40)

  provider.script({ reply: longReply, holdAfter: 50 })
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

  // A ready-made question needs no more words: it is the next to be asked.
  provider.script({ reply: 'It is about two hands. The end.' })
  await gloss.chooseFromMenu(passage, 'explain')
  const queued = panel.getByTestId('queued')
  await expect(queued).toContainText('Explain the selected text.')
  await expect(queued).toContainText('1 attachment')
  const first = provider.log().find(({ path }) => path === '/api/chat')
  expect(first?.closedAt, 'the first answer is still being written').toBeUndefined()
  await picture('explain-queued', panel)

  provider.goOn()
  await expect(chat.questions.last()).toContainText('Explain the selected text.', { timeout: 30_000 })
  await expect(chat.answerThat('complete')).toContainText('It is about two hands. The end.')
  await expect(chat.questions).toHaveCount(2)
  expect(await chat.answers.first().getByTestId('message-text').innerText(), 'the first answer is whole').toBe(
    longReply,
  )
  await expect(chat.composer).toHaveValue('The next question')
  await expect(panel.locator('footer').getByTestId('context-chip')).toHaveCount(1)

  const asked = provider.log().filter(({ path }) => path === '/api/chat')
  expect(asked.map(({ closedBy }) => closedBy)).toEqual(['server', 'server'])
  expect(JSON.stringify(asked[0]?.body)).not.toContain(passageText)
  expect(JSON.stringify(asked[1]?.body)).toContain(passageText)
})
