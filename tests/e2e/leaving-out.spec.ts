import { readFile } from 'node:fs/promises'
import { project } from '../../scripts/lib/project.ts'
import { call } from './harness/calls.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { look } from './harness/look.ts'
import { answerWithOllama } from './harness/options.ts'

/** What was attached before goes along, unless the reader leaves it out. */
test('an earlier picture is left out for a model that cannot see, and brought back', async ({
  gloss,
  provider,
}, info) => {
  test.setTimeout(150_000)
  await answerWithOllama(gloss, provider.url)
  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  await panel.getByTestId('attach-files').setInputFiles({
    name: 'Icon of the harbour.png',
    mimeType: 'image/png',
    buffer: await readFile(`${project}public/icons/128.png`),
  })
  await expect(chat.chips).toHaveCount(1)
  await chat.attachPage()
  await expect(chat.chips).toHaveCount(2)
  await chat.ask('What is on it?')
  await expect(chat.answerThat('complete')).toBeVisible()
  const asked = () => provider.log().filter(({ path }) => path === '/api/chat')
  const newest = () => JSON.stringify(asked().at(-1)?.body)
  expect(newest()).toContain('iVBOR')

  // The built-in reader sees nothing, and says so as long as the picture goes along.
  await call(panel, 'updateSettings', { patch: { defaultPresetId: 'builtin' } })
  await expect(panel.getByTestId('vision-blind')).toBeVisible()
  const along = panel.getByTestId('goes-along-one')
  await expect(along).toHaveCount(2)
  await look(panel, 'goes-along', info)
  const out = panel.getByRole('button', { name: 'Leave it out: Icon of the harbour.png' })
  const back = panel.getByRole('button', { name: 'Send it along again: Icon of the harbour.png' })
  await out.focus()
  await panel.keyboard.press('Enter')
  await expect(back).toBeFocused()
  await expect(panel.getByTestId('vision-blind')).toHaveCount(0)
  // That alone is nothing to ask about.
  await expect(panel.getByTestId('composer-send')).toBeDisabled()
  await look(panel, 'left-out', info)
  await panel.keyboard.press('Enter')
  await expect(out).toBeFocused()
  await expect(panel.getByTestId('vision-blind')).toBeVisible()
  await panel.keyboard.press('Enter')
  await expect(back).toBeFocused()

  const heading = (await gloss.page.locator('h2').first().textContent()) ?? ''
  await chat.ask(heading)
  await expect(chat.answers).toHaveCount(2)
  await expect(chat.answerThat('complete')).toHaveCount(1)
  await expect(chat.error).toHaveCount(0)
  await expect(chat.questions.last().getByTestId('left-out')).toHaveText(/Left out from here on: Icon of the harbour/)
  await look(panel, 'asked-without', info)

  // Another model is not sent it either, and the thread says where it stood.
  const { id } = await call(panel, 'ensurePreset', { providerId: 'ollama', model: 'gloss-small' })
  await call(panel, 'updateSettings', { patch: { defaultPresetId: id } })
  await chat.ask('And without the picture?')
  await expect.poll(() => asked().length).toBe(2)
  await expect(chat.answerThat('complete')).toBeVisible()
  expect(newest()).not.toContain('iVBOR')
  expect(newest()).toContain('was attached here. The reader has left it out since.')
  expect(newest()).toContain('<page-text')

  await back.click()
  await expect(chat.chips.last()).toContainText('Icon of the harbour.png')
  await chat.ask('And with it?')
  await expect.poll(() => asked().length).toBe(3)
  await expect(chat.answerThat('complete')).toBeVisible()
  expect(newest()).toContain('iVBOR')
  expect(newest()).not.toContain('left it out')
})
