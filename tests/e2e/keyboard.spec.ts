import { panelCommands } from '../../components/shortcuts/panel-commands.ts'
import { chatIn } from './harness/chat.ts'
import { addGateway, call } from './harness/calls.ts'
import { expect, test } from './harness/fixtures.ts'
import { keysOf } from './harness/keys.ts'
import { look } from './harness/look.ts'

test('everything by keys alone', async ({ gloss, provider }, info) => {
  test.setTimeout(150_000)
  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  const { presetId } = await addGateway(panel, `${provider.url}/v1`)
  await call(panel, 'updateSettings', { patch: { defaultPresetId: presetId } })
  const keys = panel.keyboard
  const focused = panel.locator(':focus')

  await test.step('attach the page and ask', async () => {
    await expect(chat.composer).toBeFocused()
    await keys.press('Alt+Shift+P')
    await expect(panel.getByTestId('attach-menu-page')).toBeFocused()
    await keys.press('Enter')
    await expect(chat.chips).toHaveCount(1)
    await keys.press('Alt+Shift+W')
    await expect(chat.composer).toBeFocused()
    await keys.type('What did the scribes write?')
    await keys.press('Enter')
    await expect(chat.answerThat('complete')).toBeVisible()
    await expect(panel.getByTestId('announcer')).toContainText('The answer is complete.')
  })

  await test.step('stop an answer, and have it again', async () => {
    provider.script({ fault: { kind: 'stall', after: 60 }, faultTimes: 1 })
    await keys.type('And then?')
    await keys.press('Enter')
    await expect(chat.answerThat('streaming').getByTestId('message-text')).toBeVisible()
    await keys.press('Alt+Shift+X')
    await expect(chat.answerThat('stopped')).toBeVisible()
    await keys.press('Alt+Shift+Z')
    await expect(chat.answerThat('complete').getByTestId('siblings')).toContainText('2 / 2')
  })

  await test.step('the list of keys', async () => {
    await keys.press('Alt+Shift+K')
    await expect(panel.getByTestId('shortcuts')).toBeVisible()
    await look(panel, 'shortcuts', info)
    // Nothing under a dialog is pressed.
    await keys.press('Alt+Shift+N')
    await expect(chat.questions).toHaveCount(2)
    await keys.press('Escape')
    await expect(panel.getByTestId('shortcuts')).toBeHidden()
  })

  await test.step('a new chat, and back through the history', async () => {
    await keys.press('Alt+Shift+N')
    await expect(chat.questions).toHaveCount(0)
    await expect(chat.composer).toBeFocused()
    await keys.press('Alt+Shift+H')
    await expect(panel.getByTestId('history')).toBeVisible()
    const entry = panel.getByTestId('history-entry').first()
    while (!(await entry.evaluate((element) => element === document.activeElement))) {
      // oxlint-disable-next-line no-await-in-loop -- one step after the other, as a reader takes them
      await keys.press('ArrowDown')
    }
    await keys.press('Enter')
    await expect(chat.questions).toHaveCount(2)
  })

  await test.step('the model is chosen without a mouse', async () => {
    await keys.press('Alt+Shift+M')
    await expect(focused).not.toHaveAttribute('data-testid', 'composer-input')
    await keys.press('Escape')
  })

  await test.step('a temporary chat', async () => {
    await keys.press('Alt+Shift+Y')
    await expect(panel.getByTestId('temporary-bar')).toBeVisible()
    await expect(chat.questions).toHaveCount(0)
    await expect(chat.composer).toBeFocused()
    const round = keysOf(panel)
    expect(await round.goRound()).toBeGreaterThan(8)
    // Begun, and discarded.
    const bar = panel.getByTestId('temporary-bar')
    await round.tabTo(chat.composer)
    await keys.type('A secret?')
    await round.press('Enter')
    await expect(chat.answerThat('complete')).toBeVisible()
    await round.tabTo(panel.getByTestId('temporary-discard'))
    await round.press('Enter')
    await expect(panel.getByTestId('temporary-discard-confirm')).toBeFocused()
    await round.press('Escape')
    await expect(panel.getByTestId('temporary-discard')).toBeFocused()
    await round.press('Enter')
    await expect(panel.getByTestId('temporary-discard-confirm')).toBeFocused()
    await round.press('Enter')
    await expect(bar).toHaveCount(0)
    await expect(chat.composer).toBeFocused()
    // Begun anew, and kept; what was kept is named.
    await round.press('Alt+Shift+Y')
    await expect(bar).toBeVisible()
    await expect(chat.composer).toBeFocused()
    await keys.type('No secret?')
    await round.press('Enter')
    await expect(chat.answerThat('complete')).toBeVisible()
    await round.enter(panel.getByTestId('temporary-keep'))
    await expect(bar).toHaveCount(0)
    await expect(panel.getByTestId('announcer')).toContainText('The chat is kept')
    await expect(chat.composer).toBeFocused()
    const title = panel.getByRole('heading', { level: 1 }).getByRole('button')
    await round.enter(title)
    await expect(panel.getByLabel('Name of this conversation')).toBeFocused()
    await keys.type('Nothing to hide')
    await round.press('Enter')
    await expect(title).toHaveText('Nothing to hide')
    await expect(title).toBeFocused()
  })
})

test('keys that the reader chose', async ({ gloss }, info) => {
  const options = await gloss.openOptions()
  await options.goto(options.url().replace(/#.*|$/, '#shortcuts'))
  const field = options.getByTestId('keys-new-chat')
  await field.click()
  await options.keyboard.press('Alt+Shift+H')
  await expect(options.getByRole('alert').filter({ hasText: 'History' })).toBeVisible()
  await look(options, 'options-shortcuts', info)
  await options.keyboard.press('Alt+Shift+J')
  await expect(field).toHaveText('Alt+Shift+J')

  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  await chat.attachPage()
  await chat.ask('What did the scribes write?')
  await expect(chat.answerThat('complete')).toBeVisible()
  await expect(panel.getByTestId('new-chat')).toHaveAttribute('aria-keyshortcuts', 'Alt+Shift+J')
  await panel.keyboard.press('Alt+Shift+N')
  await expect(chat.questions).toHaveCount(1)
  await panel.keyboard.press('Alt+Shift+J')
  await expect(chat.questions).toHaveCount(0)
})

test('every key of the list presses what the list says', async ({ gloss, provider }) => {
  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  const { presetId } = await addGateway(panel, provider.openaiUrl)
  await call(panel, 'updateSettings', { patch: { defaultPresetId: presetId } })
  provider.script({ paceMs: 1 })
  await chat.ask('Once?')
  await expect(chat.answerThat('complete')).toBeVisible()
  // While an answer is written there is something to be stopped, too.
  provider.script({ fault: { kind: 'stall', after: 20 } })
  await chat.ask('Twice?')
  await expect(chat.answerThat('streaming').getByTestId('message-text')).toBeVisible()

  const keys = keysOf(panel)
  const list = panel.getByTestId('shortcuts')
  await keys.press('Tab', '?')
  await keys.staysIn(list)
  const rows = await list
    .locator('section', { has: panel.getByRole('heading', { name: 'In the panel' }) })
    .locator('dl > div')
    .evaluateAll((all) => all.map((row) => [...row.children].map(({ textContent }) => textContent)))
  expect(rows).toEqual([...panelCommands.map((command) => [command.label, command.keys]), ['This list', '?']])
  await keys.press('Escape')

  // A press is told and goes no further: everything stays as it is for the next key.
  await panel.evaluate(() => {
    const tell = (event: Event): void => {
      const control = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-testid]') : null
      document.title = `pressed ${control?.dataset.testid}`
      event.stopImmediatePropagation()
      event.preventDefault()
    }
    addEventListener('click', tell, true)
  })
  for (const command of panelCommands) {
    await keys.press(command.keys)
    if ('focuses' in command) await expect(panel.getByTestId(command.control)).toBeFocused()
    else expect(await panel.title(), command.label).toBe(`pressed ${command.control}`)
  }
})
