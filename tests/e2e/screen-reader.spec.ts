import { addGateway, call } from './harness/calls.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { obstacles, speakingRegions } from './harness/spoken-tree.ts'
import { optionsPages } from './harness/options-pages.ts'
import { reloaded } from './harness/whole-panel.ts'

const reply = '# One thing\n\nScribes wrote. They drew as well.\n\n| Hand | Work |\n| --- | --- |\n| first | made it |'

test('the panel is whole for a screen reader, and says what happens in it', async ({ gloss, provider }) => {
  test.setTimeout(150_000)
  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  const byId = (id: string) => panel.getByTestId(id)
  const { presetId } = await addGateway(panel, provider.openaiUrl)
  await call(panel, 'updateSettings', { patch: { defaultPresetId: presetId } })
  await expect(chat.picker).toContainText('gloss-small')
  expect(await obstacles(panel), 'a new chat').toEqual([])

  await chat.attachPage()
  await expect(chat.chips).toHaveCount(1)
  provider.script({ reply, reasoning: 'Secretly I wonder. '.repeat(60), paceMs: 30 })
  await chat.ask('What did they do?')
  await expect(byId('announcer')).toContainText('Waiting for the answer.')
  await expect(byId('announcer')).toContainText('Thinking.')
  await expect(byId('announcer')).toContainText('The answer is complete.')
  // Sentences may come one by one or together, as the second has them.
  const told = await byId('announcer').locator('p').allTextContents()
  expect(told.join(' ')).toBe(
    'Waiting for the answer. Thinking. One thing Scribes wrote. They drew as well. A table of 2 columns and 1 row. ' +
      'The answer is complete.',
  )
  expect(await obstacles(panel), 'an answer').toEqual([])
  await expect(chat.answer).toHaveAttribute('aria-busy', 'false')

  await test.step('copied', async () => {
    await chat.answer.getByTestId('message-copy').click()
    await expect(byId('announcer')).toContainText(/Copied\.$/)
  })

  await test.step('stopped, waiting, failed', async () => {
    provider.script({ fault: { kind: 'stall', after: 20 }, faultTimes: 1 })
    await chat.ask('And then?')
    await expect(chat.answerThat('streaming')).toHaveAttribute('aria-busy', 'true')
    await chat.ask('And in the end?')
    await expect(panel.getByText('1 question waits.')).toBeAttached()
    await chat.stop.click()
    await expect(byId('announcer')).toContainText('The answer was stopped.')
    expect(await obstacles(panel), 'a line of questions').toEqual([])
    provider.script({ fault: { kind: 'status', status: 401 }, faultTimes: 1 })
    await byId('queue-send-next').click()
    await expect(byId('announcer-urgent')).toContainText('did not accept the key')
    expect(await obstacles(panel), 'a failure').toEqual([])
  })

  await test.step('opened anew, nothing speaks by itself', async () => {
    await reloaded(panel)
    await expect(chat.error).toBeVisible()
    expect(await speakingRegions(panel)).toEqual([])
  })

  for (const [name, open, dialog] of [
    ['the history', () => byId('open-history').click(), 'history'],
    ['what is sent', () => chat.chips.first().getByRole('button').first().click(), 'preview'],
    ['the receipt', () => byId('message-receipt').first().click(), 'receipt'],
  ] as const) {
    await test.step(name, async () => {
      await open()
      await expect(byId(dialog)).toBeVisible()
      expect(await obstacles(panel), name).toEqual([])
      await panel.keyboard.press('Escape')
      await expect(byId(dialog)).toBeHidden()
    })
  }

  await test.step('what happens under a dialog is said in the dialog', async () => {
    const heard = panel.locator('dialog:modal')
    provider.script({ reply, reasoning: '', paceMs: 30 })
    await chat.ask('And at last?')
    await expect(chat.answerThat('streaming').getByTestId('message-text')).toBeVisible()
    await byId('open-history').click()
    await expect(heard.getByTestId('dialog-announcer')).toContainText('The answer is complete.')
    expect(await obstacles(panel), 'the history, over an answer').toEqual([])
  })
})

test('every section of the options is whole for a screen reader', async ({ gloss, provider }) => {
  test.setTimeout(120_000)
  const options = await gloss.openOptions()
  await addGateway(options, provider.openaiUrl)
  for (const section of optionsPages) {
    await options.goto(options.url().replace(/#.*|$/, `#${section}`))
    await expect(options.getByRole('heading', { level: 1 })).toBeVisible()
    await expect.poll(() => obstacles(options), { message: section }).toEqual([])
  }
})
