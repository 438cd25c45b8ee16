import { expect, type Page, type TestInfo } from 'playwright/test'
import { comparison, type Comparison } from './look/baselines.ts'
import { allRules, breaches, colourRules, tooWide } from './look/rules.ts'
import { holdStill } from './look/hold-still.ts'

const themes = ['light', 'dark'] as const
/** The narrowest a side panel usually is, and a wide one. */
const widths = [360, 700]
const height = 780

type LookOptions = {
  /** What is there only for a moment looks different each time: it is held to the rules, and compared with nothing. */
  passing?: boolean
}

/**
 * Compares what a page shows now with the picture that is stored of it, in both themes and widths, and holds it to the
 * rules of accessibility. `npm run baselines` takes the stored pictures anew.
 */
export async function look(
  page: Page,
  name: string,
  info: TestInfo,
  { passing = false }: LookOptions = {},
): Promise<void> {
  const compared = passing ? undefined : await comparison(page, info)
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    for (const width of widths) {
      await page.setViewportSize({ width, height })
      // Axe and the picture must see the theme, not the way to it.
      await themeSettled(page)
      await picture(page, `${name}-${theme}-${width}.png`, info, compared)
      expect.soft(await tooWide(page), `${name} at ${width} px scrolls sideways`).toEqual([])
    }
    expect.soft(await breaches(page, theme === 'light' ? allRules : colourRules), `${name}, ${theme}`).toEqual([])
  }
}

async function picture(page: Page, file: string, info: TestInfo, compared: Comparison | undefined): Promise<void> {
  if (!compared) {
    await page.screenshot({ path: info.outputPath(file) })
    return
  }
  const letGo = await holdStill(page)
  await expect
    .soft(page, `${file} is not what was stored. If it is meant to be: npm run baselines`)
    .toHaveScreenshot([compared.folder, file], { ...compared.tolerance })
  await letGo()
}

/** Waiting would take for ever: what is not drawn at the moment does not get on with its transition. */
async function themeSettled(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) if (animation instanceof CSSTransition) animation.finish()
  })
}
