import { screenSize } from '../../scripts/lib/display.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { openWindow, placeWindow } from './harness/windows.ts'
import { reloaded } from './harness/whole-panel.ts'

const passage = 'article p'

test('the menu opens the panel of its own window, and leaves the open one of another alone', async ({
  gloss,
  sample,
  picture,
}) => {
  const width = screenSize.width / 2
  const half = { top: 0, width, height: screenSize.height }
  await placeWindow(gloss.page, { ...half, left: 0 })
  const own = await gloss.openPanelByKeyboard()
  const here = chatIn(own)
  await here.composer.fill('A draft of this window')

  const other = await openWindow(gloss.context, sample.url)
  await placeWindow(other, { ...half, left: width })
  await gloss.chooseFromMenu(passage, 'ask', other)
  const panel = await gloss.panel(other)
  const there = chatIn(panel)
  await expect(there.chips).toHaveCount(1)
  await expect(there.chips).toContainText((await other.locator(passage).first().innerText()).slice(0, 40))
  await expect(there.composer).toHaveValue('')
  await picture('two-windows', panel)

  // A second one arrives there after the first: had the panel here taken anything, it would show by now.
  await gloss.chooseFromMenu('article p:nth-of-type(2)', 'ask', other)
  await expect(there.chips).toHaveCount(2)
  await expect(here.chips).toHaveCount(0)
  await expect(here.questions).toHaveCount(0)
  await expect(here.composer).toHaveValue('A draft of this window')

  // Nor do the two share what is stored.
  await reloaded(own)
  await expect(here.composer).toHaveValue('A draft of this window')
  await expect(here.chips).toHaveCount(0)
})
