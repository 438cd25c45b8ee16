import type { Page } from 'playwright/test'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'

const heading = 'Margins of light'
const sentence = 'An address can break.'
const wholeParagraph = 'A quotation carries its own proof: either the words are on the page or they are not.'

test('the shortcut asks about the selection, and the keys typed next are the question', async ({ gloss, picture }) => {
  await selectWords(gloss.page, sentence)
  await gloss.askByKeyboard()
  const panel = await gloss.panel()
  const chat = chatIn(panel)
  await expect(chat.chips).toHaveCount(1)
  await expect(chat.composer).toBeFocused()

  // Real keys: they go where the browser has the keyboard, whatever the page believes.
  await gloss.desktop.type('Why is that so')
  await expect(chat.composer).toHaveValue('Why is that so')
  await expect(chat.questions).toHaveCount(0)

  await chat.chips.getByRole('button').first().click()
  const preview = panel.getByTestId('preview-text')
  await expect(preview).toContainText(`Under the heading: ${heading}`)
  await expect(preview).toContainText(wholeParagraph)
  await expect(preview).toContainText(new RegExp(`The selected text:\\s+${sentence}$`))
  await picture('preview', panel)
})

test('the attach menu takes the selection as it is now, and says when there is none', async ({ gloss }) => {
  const panel = await gloss.openPanelByKeyboard()
  const chat = chatIn(panel)
  await chat.attachSelection()
  await expect(panel.getByTestId('panel-problem')).toContainText('Nothing is selected on the page.')
  await expect(chat.chips).toHaveCount(0)

  await selectWords(gloss.page, sentence)
  await chat.attachSelection()
  await expect(chat.chips).toHaveCount(1)
  await expect(chat.chips).toHaveAttribute('data-kind', 'selection')
  await expect(chat.chips).toContainText(sentence)
  await expect(panel.getByTestId('panel-problem')).toHaveCount(0)

  await selectWords(gloss.page, 'You quote it.')
  await chat.attachSelection()
  await expect(chat.chips).toHaveCount(2)
  await expect(chat.chips.last()).toContainText('You quote it.')
  await expect(chat.questions).toHaveCount(0)
})

/** Selects these words, which stand in one piece of text, as a reader does with the mouse. */
async function selectWords(page: Page, words: string): Promise<void> {
  await page.evaluate((wanted) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const node = walker.currentNode
      const at = node.textContent?.indexOf(wanted) ?? -1
      if (at < 0) continue
      node.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' })
      getSelection()?.setBaseAndExtent(node, at, node, at + wanted.length)
      return
    }
    throw new Error(`The page does not hold "${wanted}".`)
  }, words)
}
