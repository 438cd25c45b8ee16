import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page, TestInfo } from 'playwright/test'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { connectOllama } from './harness/options.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const themes = ['light', 'dark'] as const
/** The narrowest a side panel usually is, and a wide one. */
const widths = [360, 700]
const height = 780

test('every state of the panel, in both themes, narrow and wide', async ({ gloss, provider }, info) => {
  test.setTimeout(150_000)
  const options = await gloss.openOptions()
  await connectOllama(options, provider.url, 'gloss-small')
  for (const section of ['providers', 'appearance']) {
    await options.goto(options.url().replace(/#.*|$/, `#${section}`))
    await look(options, `options-${section}`, info)
  }
  await options.close()

  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  await expect(chat.composer).toBeVisible()
  await look(panel, 'empty', info)

  await chat.attachPage()
  await expect(chat.chips).toHaveCount(1)
  await chat.composer.fill('What did the scribes write at the edge, and why did they write it there at all?')
  await look(panel, 'draft', info)

  provider.script({ reasoning: 'The reader asks about an article. I look for the passage that answers.', paceMs: 2 })
  await chat.composer.press('Enter')
  await expect(chat.answerThat('complete')).toBeVisible()
  await look(panel, 'answered', info)

  await chat.answer.getByTestId('message-receipt').click()
  await expect(panel.getByTestId('receipt')).toBeVisible()
  await look(panel, 'receipt', info)
  await panel.keyboard.press('Escape')

  provider.script({ reasoning: '', fault: { kind: 'stall', after: 60 } })
  await chat.ask('And what is said of signs?')
  await expect(chat.answerThat('streaming').getByTestId('message-text')).toBeVisible()
  await look(panel, 'streaming', info)
  await chat.stop.click()
  await expect(chat.answerThat('stopped')).toBeVisible()

  const body = '{"error":"the model runner has stopped"}'
  provider.script({ fault: { kind: 'status', status: 503, body, headers: { 'retry-after': '50' } } })
  await chat.ask('Once more?')
  const tryNow = panel.getByTestId('message-retry-wait').getByRole('button', { name: 'Try now' })
  await expect(tryNow).toBeVisible()
  await look(panel, 'retrying', info)
  for (const tries of [2, 3]) {
    await tryNow.click()
    await expect.poll(() => provider.log().filter((entry) => entry.path === '/api/chat').length).toBe(2 + tries)
  }
  await expect(chat.answerThat('failed')).toBeVisible()
  await look(panel, 'failed', info)

  await panel.getByTestId('open-history').click()
  await expect(panel.getByTestId('history')).toBeVisible()
  await look(panel, 'history', info)
})

/** Keeps pictures of what a page shows now, and holds it to the rules of accessibility. */
async function look(page: Page, name: string, info: TestInfo): Promise<void> {
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    for (const width of widths) {
      await page.setViewportSize({ width, height })
      const path = info.outputPath(`${name}-${theme}-${width}.png`)
      // Axe and the picture must see the theme, not the way to it.
      await themeSettled(page)
      await page.screenshot({ path })
      expect.soft(await tooWide(page), `${name} at ${width} px scrolls sideways`).toEqual([])
    }
    expect.soft(await breaches(page), `${name}, ${theme}`).toEqual([])
  }
}

/** Waiting would take for ever: what is not drawn at the moment does not get on with its transition. */
async function themeSettled(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) if (animation instanceof CSSTransition) animation.finish()
  })
}

/** Columns that scroll downwards and, by mistake, also sideways, each with what sticks out of it. Tables and code may. */
async function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('html, body, body *')]
      .filter((element) => element.scrollWidth > element.clientWidth && element.scrollHeight > element.clientHeight)
      .filter((element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowY))
      .filter((element) => !element.matches('pre, pre *, table, textarea'))
      .map((element) => {
        const edge = element.getBoundingClientRect().left + element.clientWidth
        const outside = [...element.querySelectorAll('*')].find(
          (inner) => inner.getBoundingClientRect().right > edge + 1,
        )
        return `${element.className}: ${element.scrollWidth - element.clientWidth} px, by ${outside?.className}`
      }),
  )
}

async function breaches(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const results: AxeResults = await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`,
  )
  return results.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')}`))
}
