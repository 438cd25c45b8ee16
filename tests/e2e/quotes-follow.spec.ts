import type { Page } from 'playwright'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import type { Gloss } from './harness/gloss.ts'
import { answerWithOllama } from './harness/options.ts'

/** Quotes on pages that draw themselves anew, and in answers that are still being written. */

const words = 'The first hand made the book.'

async function panelOn(gloss: Gloss, url: string): Promise<Page> {
  await answerWithOllama(gloss, url)
  const panel = await gloss.openPanelInTab()
  await chatIn(panel).attachPage()
  await expect(chatIn(panel).chips).toHaveCount(1)
  await gloss.page.emulateMedia({ reducedMotion: 'reduce' })
  return panel
}

/** The words that are lit and can be seen: a range in a node that is gone shows nothing. */
const litOn = (page: Page): Promise<string> =>
  page.evaluate(() =>
    [...(CSS.highlights.get('gloss-quote') ?? [])]
      .map((range) => (range instanceof Range && range.startContainer.isConnected ? String(range) : ''))
      .join('')
      .replace(/\s+/g, ' '),
  )

test('the light follows words that the page draws anew, and a click finds them wherever they have gone', async ({
  gloss,
  provider,
}) => {
  test.setTimeout(120_000)
  provider.script({ reply: `It says “${words}” and more.`, paceMs: 1 })
  const panel = await panelOn(gloss, provider.url)
  await chatIn(panel).ask('Who made the book?')
  await expect(chatIn(panel).answerThat('complete')).toBeVisible()
  const quote = panel.getByTestId('quote-chip')
  const lit = words.slice(0, -1)
  await quote.click()
  await expect.poll(() => litOn(gloss.page)).toBe(lit)

  // As frameworks do: the same words in other nodes.
  await gloss.page.evaluate(() => {
    for (const paragraph of document.querySelectorAll('p')) paragraph.replaceWith(paragraph.cloneNode(true))
  })
  await expect.poll(() => litOn(gloss.page)).toBe(lit)
  // The same nodes with other words, for a moment.
  await gloss.page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) node.nodeValue = `${node.nodeValue ?? ''} `
  })
  await expect.poll(() => litOn(gloss.page)).toBe(lit)
  // While they are away nothing is lit; when they are back, elsewhere, they are.
  await gloss.page.evaluate(() => {
    const article = document.querySelector('article')
    const copy = article?.cloneNode(true)
    article?.remove()
    Object.assign(globalThis, { bring: () => copy && document.body.prepend(copy) })
  })
  await expect.poll(() => litOn(gloss.page)).toBe('')
  await gloss.page.evaluate('bring()')
  await expect.poll(() => litOn(gloss.page)).toBe(lit)

  await panel.bringToFront()
  await panel.keyboard.press('Escape')
  await expect.poll(() => litOn(gloss.page)).toBe('')
  await gloss.page.evaluate(() => {
    for (const paragraph of document.querySelectorAll('p')) paragraph.replaceWith(paragraph.cloneNode(true))
  })
  await quote.click()
  await expect.poll(() => litOn(gloss.page)).toBe(lit)
})

test('a quote that has come in whole is never drawn again while the answer goes on', async ({ gloss, provider }) => {
  test.setTimeout(120_000)
  const more = Array.from(
    { length: 60 },
    (_, index) => `It goes on in sentence ${index}, **with weight** and \`code\`.`,
  )
  const quoted = `First: “${words}” That was it.\n\n> ${words}\n\nIn the middle of a paragraph “${words}” stands again. `
  provider.script({ reply: `${quoted}${more.join(' ')}`, paceMs: 8, holdAfter: quoted.split(/\s+/).length + 20 })
  const panel = await panelOn(gloss, provider.url)
  await panel.evaluate(() => {
    const seen = { removed: 0, changed: [] as string[], first: [] as Element[] }
    Object.assign(globalThis, { seen })
    const chip = '[data-testid=quote-chip]'
    new MutationObserver((changes) => {
      for (const { removedNodes, attributeName, target } of changes) {
        for (const node of removedNodes) {
          if (node instanceof Element && (node.matches(chip) || node.querySelector(chip))) seen.removed += 1
        }
        if (attributeName === 'data-verified') seen.changed.push(target.textContent ?? '')
      }
      for (const one of document.querySelectorAll(chip)) if (!seen.first.includes(one)) seen.first.push(one)
    }).observe(document, { subtree: true, childList: true, attributeFilter: ['data-verified'] })
  })
  await chatIn(panel).ask('Who made the book?')
  await expect(chatIn(panel).answerThat('streaming').getByTestId('quote-chip')).toHaveCount(3)
  provider.goOn()
  await expect(chatIn(panel).answerThat('complete')).toBeVisible({ timeout: 40_000 })
  const found = await panel.evaluate(() => {
    const { seen } = globalThis as unknown as { seen: { removed: number; changed: string[]; first: Element[] } }
    const chips = [...document.querySelectorAll('[data-testid=quote-chip]')]
    return { removed: seen.removed, changed: seen.changed, same: chips.every((chip, at) => chip === seen.first[at]) }
  })
  expect(found).toEqual({ removed: 0, changed: [], same: true })
})

test('going to another tab ends a pick, with words, and leaves nothing on the page', async ({ gloss }) => {
  const panel = await gloss.openPanelByKeyboard()
  await panel.getByTestId('attach-menu').click()
  await panel.getByTestId('attach-menu-element').click()
  await expect(panel.getByTestId('reading-status')).toContainText('Pick a part of the page')
  await expect(gloss.page.locator('gloss-overlay')).toHaveCount(1)
  const other = await gloss.context.newPage()
  await other.bringToFront()
  await expect(panel.getByTestId('panel-problem')).toContainText('The page was left before anything was chosen on it.')
  await expect(panel.getByTestId('reading-status')).toHaveCount(0)
  await expect(gloss.page.locator('gloss-overlay')).toHaveCount(0)
  await expect(panel.getByTestId('attach-menu')).toBeEnabled()
})
