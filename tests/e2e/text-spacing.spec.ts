import type { Page } from 'playwright'
import { addGateway, call } from './harness/calls.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { optionsPages } from './harness/options-pages.ts'

/** WCAG 1.4.12: what a reader may set, and nothing may be lost. */
const spacing = `
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-bottom: 2em !important }`

/** As narrow as 1280 pixels are at four times the size (WCAG 1.4.10), with the reader's own spacing. */
async function setApart(page: Page): Promise<void> {
  await page.setViewportSize({ width: 320, height: 640 })
  await page.evaluate((rules) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(rules)
    document.adoptedStyleSheets = [sheet]
  }, spacing)
}

/** In the page: what is cut off, and what makes the page scroll sideways. What ends in dots, or has a title, says it all elsewhere. */
function lost(): string[] {
  const words = (element: Element): string =>
    `${element.tagName} ${element.className} “${element.textContent?.trim().slice(0, 40)}”`
  const all = [...document.querySelectorAll<HTMLElement>('body, body *')].filter(
    (element) => element.checkVisibility() && element.textContent?.trim() !== '' && element.clientWidth > 2,
  )
  const cut = all.filter((element) => {
    const { overflowX, overflowY, textOverflow, webkitLineClamp } = getComputedStyle(element)
    if (textOverflow === 'ellipsis' || webkitLineClamp !== 'none' || element.title !== '') return false
    const hides = (overflow: string): boolean => overflow === 'hidden' || overflow === 'clip'
    const isCutAcross = hides(overflowX) && element.scrollWidth > element.clientWidth + 1
    return isCutAcross || (hides(overflowY) && element.scrollHeight > element.clientHeight + 1)
  })
  const wide = all.filter((element) => {
    const { overflowY } = getComputedStyle(element)
    const scrolls = ['auto', 'scroll'].includes(overflowY) && element.scrollHeight > element.clientHeight
    const mayScroll = element.matches('pre, table, textarea') || element.tabIndex >= 0
    return (scrolls || element === document.body) && !mayScroll && element.scrollWidth > element.clientWidth + 1
  })
  return [...cut.map((element) => `cut: ${words(element)}`), ...wide.map((element) => `too wide: ${words(element)}`)]
}

test('nothing is lost at 320 pixels with a reader’s own spacing', async ({ gloss, provider }, info) => {
  test.setTimeout(180_000)
  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  const byId = (id: string) => panel.getByTestId(id)
  const { presetId } = await addGateway(panel, provider.openaiUrl)
  await call(panel, 'updateSettings', { patch: { defaultPresetId: presetId } })
  await setApart(panel)
  const look = async (page: Page, name: string): Promise<void> => {
    await page.screenshot({ path: info.outputPath(`${name}.png`) })
    expect.soft(await page.evaluate(lost), name).toEqual([])
  }
  await look(panel, 'new')
  await chat.attachPage()
  await expect(chat.chips).toHaveCount(1)
  provider.script({ paceMs: 1, reasoning: 'I wonder.' })
  await chat.ask('What did the two hands do in the margin of the book?')
  await expect(chat.answerThat('complete')).toBeVisible()
  await look(panel, 'answer')
  await chat.picker.click()
  await look(panel, 'models')
  await panel.keyboard.press('Escape')
  await byId('attach-menu').click()
  await look(panel, 'attach')
  await panel.keyboard.press('Escape')
  for (const [name, open, dialog] of [
    ['history', () => byId('open-history').click(), 'history'],
    ['preview', () => byId('context-chip').first().getByRole('button').first().click(), 'preview'],
    ['receipt', () => byId('message-receipt').first().click(), 'receipt'],
    ['shortcuts', () => panel.keyboard.press('Alt+Shift+K'), 'shortcuts'],
  ] as const) {
    await open()
    await expect(byId(dialog)).toBeVisible()
    await look(panel, name)
    await panel.keyboard.press('Escape')
  }
  provider.script({ fault: { kind: 'status', status: 401 } })
  await chat.ask('And then?')
  await expect(chat.error).toBeVisible()
  await look(panel, 'failure')

  const options = await gloss.openOptions()
  for (const section of optionsPages) {
    await options.goto(options.url().replace(/#.*|$/, `#${section}`))
    await setApart(options)
    await expect(options.getByRole('heading', { level: 1 })).toBeVisible()
    await look(options, section.replace('/', '-'))
  }
})
