import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import { expect, type Page, type TestInfo } from 'playwright/test'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const themes = ['light', 'dark'] as const
/** The narrowest a side panel usually is, and a wide one. */
const widths = [360, 700]
const height = 780

/** Keeps pictures of what a page shows now, and holds it to the rules of accessibility. */
export async function look(page: Page, name: string, info: TestInfo): Promise<void> {
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
