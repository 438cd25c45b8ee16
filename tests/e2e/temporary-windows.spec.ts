import type { Page } from 'playwright'
import { addGateway, call } from './harness/calls.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { look } from './harness/look.ts'
import { openWindow } from './harness/windows.ts'

/** Shows the one temporary chat that another window has. */
async function showOther(panel: Page): Promise<void> {
  await panel.getByTestId('temporary-others').click()
  await panel.getByRole('menuitem').click()
}

test('a temporary chat in two windows is kept, or discarded, in both', async ({ gloss, provider }, info) => {
  test.setTimeout(120_000)
  const here = await gloss.openPanelInTab()
  const { presetId } = await addGateway(here, provider.openaiUrl)
  await call(here, 'updateSettings', { patch: { defaultPresetId: presetId } })
  const there = await openWindow(gloss.context, here.url())
  const [chat, other] = [chatIn(here), chatIn(there)]
  const bars = [here, there].map((panel) => panel.getByTestId('temporary-bar'))

  await test.step('shown in both', async () => {
    await here.getByTestId('temporary-chat').click()
    await chat.ask('A secret?')
    await expect(chat.answerThat('complete')).toBeVisible()
    await there.getByTestId('temporary-chat').click()
    await showOther(there)
    await expect(other.questions).toHaveText(['A secret?'])
  })

  await test.step('an answer grows in both, and neither keeps it before it is whole', async () => {
    provider.script({ fault: { kind: 'stall', after: 20 }, faultTimes: 1 })
    await other.ask('And then?')
    for (const one of [chat, other]) {
      await expect(one.answerThat('streaming').getByTestId('message-text')).toBeVisible()
      await expect(one.questions).toHaveCount(2)
    }
    for (const bar of bars) await expect(bar.getByTestId('temporary-keep')).toBeDisabled()
    await chat.stop.click()
    for (const one of [chat, other]) await expect(one.answerThat('stopped')).toBeVisible()
  })

  await test.step('kept here, it is gone on with there', async () => {
    await other.composer.fill('In writing')
    await here.getByTestId('temporary-keep').click()
    for (const bar of bars) await expect(bar).toHaveCount(0)
    await expect(there.getByTestId('announcer')).toContainText('The chat is kept')
    await expect(other.questions).toHaveText(['A secret?', 'And then?'])
    await expect(other.composer).toHaveValue('In writing')
    await expect(chat.composer).toHaveValue('')
    await other.composer.press('Enter')
    await expect(chat.questions).toHaveText(['A secret?', 'And then?', 'In writing'])
    await expect(chat.answerThat('complete')).toBeVisible()
    await there.reload()
    await expect(other.questions).toHaveCount(3)
    await there.getByTestId('open-history').click()
    await expect(there.getByTestId('history-entry')).toHaveCount(1)
    await there.keyboard.press('Escape')
  })

  await test.step('discarded here, another one is begun there', async () => {
    await there.getByTestId('temporary-chat').click()
    await other.ask('Another secret?')
    await expect(other.answerThat('complete')).toBeVisible()
    await here.getByTestId('temporary-chat').click()
    await showOther(here)
    await expect(chat.questions).toHaveText(['Another secret?'])
    await other.composer.fill('In writing again')
    await here.getByTestId('temporary-discard').click()
    await here.getByTestId('temporary-discard-confirm').click()
    await expect(there.getByTestId('panel-problem')).toContainText('was discarded in another window')
    await expect(here.getByTestId('temporary-bar')).toHaveCount(0)
    await expect(other.questions).toHaveCount(0)
    await look(there, 'discarded-elsewhere', info)
    await other.composer.press('Enter')
    await expect(other.questions).toHaveText(['In writing again'])
    await expect(other.answerThat('complete')).toBeVisible()
    await expect(there.getByTestId('temporary-bar')).toBeVisible()
  })
})
