import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { look } from './harness/look.ts'
import { answerWithOllama } from './harness/options.ts'
import { reloaded } from './harness/whole-panel.ts'

const newWords = 'Who wrote this chapter, and who copied it for the library a hundred years later?'

test('a question that was being changed is offered again, and asked with the words that were left', async ({
  gloss,
  provider,
}, info) => {
  provider.script({ reply: 'A scribe. '.repeat(200), paceMs: 0 })
  await answerWithOllama(gloss, provider.url)
  const panel = await gloss.openPanelByKeyboard()
  const chat = chatIn(panel)
  await chat.ask('Who wrote it?')
  await expect(chat.answerThat('complete')).toBeVisible()
  await chat.ask('And when?')
  await expect(chat.answers).toHaveCount(2)
  await expect(chat.answerThat('complete')).toBeVisible()
  await chat.questions.first().hover()
  await chat.questions.first().getByTestId('question-edit').click()
  await panel.getByTestId('question-input').fill(newWords)
  await expect(panel.getByTestId('edit-note')).toHaveCount(0)
  await gloss.closePanel()

  const again = await gloss.openPanelByKeyboard()
  const there = chatIn(again)
  const note = again.getByTestId('edit-note')
  await expect(note).toContainText(newWords)
  await expect(there.composer).toBeFocused()
  await expect(again.getByTestId('question-editor')).toHaveCount(0)
  await look(again, 'offered', info)

  // By keyboard: the field takes the cursor behind the words, far above.
  await again.getByTestId('edit-go-on').press('Enter')
  const input = again.getByTestId('question-input')
  await expect(input).toBeFocused()
  await expect(input).toBeInViewport()
  await expect(input).toHaveValue(newWords)
  await expect(note).toHaveCount(0)

  provider.script({ reply: 'Nobody knows.', paceMs: 0 })
  await again.keyboard.press('Enter')
  await expect(there.questions.last()).toContainText(newWords)
  await expect(there.answerThat('complete')).toHaveText(/Nobody knows/)
  await expect(there.composer).toBeFocused()
  await reloaded(again)
  await expect(there.questions).toHaveCount(1)
  await expect(note).toHaveCount(0)
})

test('words that were left for another branch stay there until they are thrown away', async ({ gloss, provider }) => {
  provider.script({ reply: 'A scribe.', paceMs: 0 })
  await answerWithOllama(gloss, provider.url)
  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  const note = panel.getByTestId('edit-note')
  const edit = async (words: string) => {
    await chat.questions.first().getByTestId('question-edit').click()
    await panel.getByTestId('question-input').fill(words)
  }
  await chat.ask('Who wrote it?')
  await expect(chat.answerThat('complete')).toBeVisible()
  await edit('Who copied it?')
  await panel.getByTestId('question-send').click()
  await expect(chat.questions.first()).toContainText('Who copied it?')
  await expect(chat.answerThat('complete')).toBeVisible()
  await expect(note).toHaveCount(0)

  await edit('Who bought it?')
  await chat.questions.first().getByRole('button', { name: 'Earlier question' }).click()
  await expect(chat.questions.first()).toContainText('Who wrote it?')
  await expect(note).toContainText('Who bought it?')
  // It is of that branch, and shows it.
  await panel.getByTestId('edit-go-on').click()
  await expect(panel.getByTestId('question-input')).toHaveValue('Who bought it?')
  await panel.getByTestId('new-chat').click()
  await expect(note).toHaveCount(0)
  await panel.getByTestId('open-history').click()
  await panel.getByTestId('history-entry').first().click()
  await expect(note).toContainText('Who bought it?')
  await panel.getByTestId('edit-drop').click()
  await expect(note).toHaveCount(0)
  await expect(chat.composer).toBeFocused()
  await reloaded(panel)
  await expect(chat.questions).toHaveCount(1)
  await expect(note).toHaveCount(0)
})
