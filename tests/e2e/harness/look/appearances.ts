import { expect, type Page, type TestInfo } from 'playwright/test'
import { breaches, colourRules, cutOff, tooWide } from './rules.ts'

type Appearance = {
  name: string
  theme: 'light' | 'dark'
  width: number
  /** What the panel writes on its root for it (components/hooks/use-appearance.ts). */
  data: Record<string, string>
}

/** 320 pixels are what WCAG asks of a page that is enlarged four times. */
const appearances: readonly Appearance[] = [
  { name: 'high-contrast-light', theme: 'light', width: 360, data: { contrast: 'more' } },
  { name: 'high-contrast-dark', theme: 'dark', width: 360, data: { contrast: 'more' } },
  { name: 'largest', theme: 'light', width: 320, data: { textSize: 'largest' } },
  { name: 'small-compact', theme: 'dark', width: 320, data: { textSize: 'small', density: 'compact' } },
]

/** What depends on the size of things; a look holds a screen to the other rules. */
const sizeRules = ['target-size', 'scrollable-region-focusable']

/** Shows a screen as readers may set it, and looks that nothing becomes unreadable, cut off or too small to hit. */
export async function inEveryAppearance(page: Page, name: string, info: TestInfo): Promise<void> {
  // Axe takes what an open menu covers for what covers the menu.
  const isCovered = (await page.locator(':popover-open').count()) > 0
  const rules = isCovered ? colourRules : [...colourRules, ...sizeRules]
  for (const { name: appearance, theme, width, data } of appearances) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 780 })
    const before = await page.evaluate((set) => {
      const { dataset } = document.documentElement
      const was = Object.fromEntries(Object.keys(set).map((key) => [key, dataset[key] ?? '']))
      Object.assign(dataset, set)
      return was
    }, data)
    const place = `${name}, ${appearance}`
    await page.screenshot({ path: info.outputPath(`${name}-${appearance}.png`), animations: 'disabled' })
    expect.soft(await tooWide(page), `${place}: scrolls sideways`).toEqual([])
    expect.soft(await cutOff(page), `${place}: cut off`).toEqual([])
    expect.soft(await breaches(page, rules), place).toEqual([])
    await page.evaluate((set) => void Object.assign(document.documentElement.dataset, set), before)
  }
}
