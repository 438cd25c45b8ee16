import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import puppeteer, { type Page } from 'puppeteer-core'
import { findFirefox } from '../../../scripts/lib/browsers.ts'
import { screenSize, type Display } from '../../../scripts/lib/display.ts'
import { copyExtension, loopbackHosts } from '../../../scripts/lib/extension-copy.ts'
import { firefoxBuild } from '../../../scripts/lib/project.ts'
import { until } from '../../../scripts/lib/until.ts'

export type GlossInFirefox = {
  /** Opens one of Gloss's own pages in a tab. */
  open(page: string): Promise<Page>
  /** Opens a website in a tab, which is the active one from then on. */
  openWebsite(url: string): Promise<Page>
  /** Closes the browser. Returns the folder of its profile, which stands until `stop`. */
  close(): Promise<string>
  stop(): Promise<void>
}

const addOnId = 'gloss@gloss.example'
/** Firefox draws a number for each installation, unless it is told one. */
const origin = 'moz-extension://6f1b9f0e-5c7a-4d8e-9a55-0c2d7f5e6b31'

/** A real Firefox with Gloss in it. */
export async function startGlossInFirefox(display: Display): Promise<GlossInFirefox> {
  const executablePath = findFirefox()
  if (!executablePath) throw new Error('No Firefox was found. Install one, or set FIREFOX_PATH.')
  const folder = await mkdtemp(join(tmpdir(), 'gloss-firefox-'))
  const extension = join(folder, 'extension')
  const profile = join(folder, 'profile')
  await copyExtension(firefoxBuild, extension, loopbackHosts)
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: false,
    userDataDir: profile,
    defaultViewport: null,
    // Without it Firefox refuses to lead a driven tab to an extension's page.
    args: ['--remote-allow-system-access', `--width=${screenSize.width}`, `--height=${screenSize.height}`],
    env: display.environment,
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [addOnId]: new URL(origin).host }),
      'browser.aboutwelcome.enabled': false,
    },
  })
  await browser.installExtension(extension)
  return {
    open: async (path) => {
      const page = await browser.newPage()
      // This promise never settles for an extension's own page, though the page loads.
      page.goto(`${origin}/${path}`).catch(() => undefined)
      await until(`Firefox shows ${path}`, () =>
        page
          .evaluate(() => location.protocol === 'moz-extension:' && document.readyState === 'complete')
          .catch(() => false),
      )
      return page
    },
    openWebsite: async (url) => {
      const page = await browser.newPage()
      await page.goto(url)
      return page
    },
    close: async () => {
      await browser.close()
      return profile
    },
    stop: async () => {
      if (browser.connected) await browser.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

/**
 * Evaluates an expression about the real sidebar's `document`. No driver reaches into the sidebar, but Gloss's own pages
 * may look at one another.
 */
export async function inSidebar(ownPage: Page, expression: string): Promise<unknown> {
  return ownPage.evaluate(`(() => {
    const [sidebar] = browser.extension.getViews({ type: 'sidebar' })
    return sidebar && (({ document }) => ${expression})(sidebar)
  })()`)
}
