import type { Page } from 'playwright'
import { serveFolder } from '../../scripts/lib/file-server.ts'
import { project } from '../../scripts/lib/project.ts'
import { linesOfPage, pdfFile } from '../helpers/pdf-file.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { answerWithOllama } from './harness/options.ts'
import { servePdf } from './harness/pdf-server.ts'

/** Quotes of what is not the page's own text: they lead to a page of a PDF, a second of a video, a frame. */

test.beforeEach(async ({ gloss, provider }) => {
  await answerWithOllama(gloss, provider.url)
})

async function attach(panel: Page, item: string): Promise<void> {
  await panel.getByTestId('attach-menu').click()
  await panel.getByTestId(`attach-menu-${item}`).click()
  await expect(chatIn(panel).chips).toHaveCount(1)
}

test('of a PDF, to the page they stand on', async ({ gloss, provider }) => {
  const words = 'The second hand made it a conversation.'
  const server = await servePdf(pdfFile([linesOfPage(['The first hand made the book.']), linesOfPage([words])]))
  try {
    provider.script({ reply: `It says “${words}” near its end.`, paceMs: 1 })
    await gloss.page.goto(`${server.url}/margins.pdf`)
    const panel = await gloss.openPanelInTab()
    await attach(panel, 'page')
    await chatIn(panel).ask('What did the second hand do?')
    const chip = panel.getByTestId('quote-chip')
    await expect(chip).toHaveAttribute('data-verified', 'true')
    await expect(chip.locator('[data-words]')).toHaveAttribute('data-words', 'p. 2')
    await chip.click()
    await expect(gloss.page).toHaveURL(/#page=2$/)
    await expect.poll(() => gloss.page.evaluate(() => document.visibilityState)).toBe('visible')
  } finally {
    await server.stop()
  }
})

test('of a video, to the second they are said at', async ({ gloss, provider }) => {
  const site = await serveFolder(`${project}tests/fixtures/pictures`)
  try {
    provider.script({ reply: 'She says “The last ferry & the first train meet here.”', paceMs: 1 })
    await gloss.page.goto(`${site.url}film.html`)
    const panel = await gloss.openPanelInTab()
    await attach(panel, 'transcript')
    await chatIn(panel).ask('What does she say?')
    const chip = panel.getByTestId('quote-chip')
    await expect(chip).toHaveAttribute('data-verified', 'true')
    await expect(chip.locator('[data-words]')).toHaveAttribute('data-words', '1:02')
    await chip.click()
    await expect
      .poll(() => gloss.page.evaluate(() => document.querySelector('video')?.currentTime))
      .toBeGreaterThanOrEqual(62)
  } finally {
    await site.stop()
  }
})

test('of a frame, and Escape in the panel takes the light away', async ({ gloss, provider }) => {
  const site = await serveFolder(`${project}tests/fixtures/pictures`)
  try {
    await gloss.page.goto(`${site.url}parts.html`)
    const frame = gloss.page.frameLocator('#frame').locator('#framed')
    const words = (await frame.innerText()).trim()
    provider.script({ reply: `There it says “${words}”`, paceMs: 1 })
    const panel = await gloss.openPanelInTab()
    await attach(panel, 'visible')
    await chatIn(panel).ask('What stands in the frame?')
    const chip = panel.getByTestId('quote-chip')
    await expect(chip).toHaveAttribute('data-verified', 'true')
    await chip.click()
    const lit = () =>
      frame.evaluate(() => [...(CSS.highlights.get('gloss-quote') ?? [])].map(String).join('').replace(/\s+/g, ' '))
    await expect.poll(lit).toBe(words.replace(/\.$/, ''))
    await panel.bringToFront()
    await panel.keyboard.press('Escape')
    await expect.poll(lit).toBe('')
  } finally {
    await site.stop()
  }
})
