import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright/test'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What is meant to scroll sideways: code, tables, formulas, and the row of quick actions. */
const across = 'pre, textarea, [class*="scrollBox"], [class*="math"], [class*="chips"]'

/** What scrolls sideways by mistake, each with what sticks out of it. */
export async function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(
    (meant) =>
      [...document.querySelectorAll('html, body, body *')]
        .filter((element) => element.scrollWidth > element.clientWidth)
        .filter(
          (element) =>
            element === document.documentElement || ['auto', 'scroll'].includes(getComputedStyle(element).overflowX),
        )
        .filter((element) => element.closest(meant) === null)
        .map((element) => {
          const edge = element.getBoundingClientRect().left + element.clientWidth
          const outside = [...element.querySelectorAll('*')].find(
            (inner) => inner.getBoundingClientRect().right > edge + 1,
          )
          return `${element.className}: ${element.scrollWidth - element.clientWidth} px, by ${outside?.className}`
        }),
    across,
  )
}

/** What WCAG's A and AA ask for. */
export const allRules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What can hold in one theme and not in the other, where the page is the same. */
export const colourRules = ['color-contrast', 'link-in-text-block']

/**
 * What the rules forbid, each with the element that does it.
 * @param rules names of rules, or of groups of them.
 */
export async function breaches(page: Page, rules: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(`'axe' in globalThis`))) await page.evaluate(axe)
  const options = JSON.stringify({ runOnly: rules, resultTypes: ['violations'] })
  const results: AxeResults = await page.evaluate(`axe.run(document, ${options})`)
  return results.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')}`))
}

/**
 * Words that nobody can read or reach: those that hang out of their control or out of the window, and those that a box hides
 * without dots that tell of it.
 */
export async function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body
    const isShown = (element: Element): boolean =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true }) &&
      // What is only for screen readers is as small as this.
      element.getBoundingClientRect().width > 2
    const wordsOf = (element: Element): string =>
      (element.textContent || element.getAttribute('aria-label') || '').trim()
    const told = (element: Element, what: string): string =>
      `${element.tagName.toLowerCase()}.${element.className} “${wordsOf(element).slice(0, 40)}” ${what}`
    /** Columns may be scrolled sideways where that is meant. */
    const scrollsAcross = (element: Element | null): boolean =>
      element !== null &&
      (['auto', 'scroll'].includes(getComputedStyle(element).overflowX) || scrollsAcross(element.parentElement))
    const controls = 'button, a[href], summary, input, select, textarea, [role=button], [role=option], [role=tab]'
    const problems: string[] = []
    for (const element of root.querySelectorAll('*')) {
      if (element instanceof SVGElement || !isShown(element)) continue
      const style = getComputedStyle(element)
      const box = element.getBoundingClientRect()
      const isControl = element.matches(controls)
      if (element.matches(':popover-open *') && isControl && Math.min(box.width, box.height) < 24)
        problems.push(told(element, 'is too small to hit'))
      if (isControl && !scrollsAcross(element.parentElement) && (box.left < -1 || box.right > innerWidth + 1))
        problems.push(told(element, 'hangs out of the window'))
      const hides = ['hidden', 'clip'].includes(style.overflowX)
      const hasDots = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none'
      if (!hides && isControl && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
        problems.push(told(element, 'is wider than its control'))
      if (hides && !hasDots && wordsOf(element) !== '') {
        const inner = [...element.querySelectorAll('*')].filter((one) => isShown(one) && !(one instanceof SVGElement))
        const outside = inner.find((one) => one.children.length === 0 && one.getBoundingClientRect().left >= box.right)
        if (outside) problems.push(told(outside, 'is hidden at the side'))
      }
    }
    return problems
  })
}
