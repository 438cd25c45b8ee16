import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, CDPSession, Page } from 'playwright'
import { findChromium } from '../../../scripts/lib/browsers.ts'
import type { Display } from '../../../scripts/lib/display.ts'
import { copyExtension, loopbackHosts } from '../../../scripts/lib/extension-copy.ts'
import { launchWithExtension } from '../../../scripts/lib/launch.ts'
import { chromeBuild, project } from '../../../scripts/lib/project.ts'
import { addGateway, call } from '../../e2e/harness/calls.ts'

/** What is measured: Gloss, or the floor. */
export type Subject = {
  name: 'Gloss' | 'floor'
  build: string
  /** Elements of the panel. */
  composer: string
  /** What stands in it once all of it does. */
  last: string
  question: string
  answer: string
  stop: string
  panelPath: (baseUrl: string) => string
  /** Leaves whatever is shown. */
  newChat: (page: Page) => Promise<void>
  /** Tells the worker where to ask. */
  setUp: (page: Page, baseUrl: string) => Promise<void>
}

export const glossSubject: Subject = {
  name: 'Gloss',
  build: chromeBuild,
  composer: '[data-testid=composer-input]',
  last: '[data-testid=preset-picker]',
  question: '[data-testid=message][data-role=user]',
  answer: '[data-testid=message][data-role=assistant]',
  stop: '[data-testid=composer-stop]',
  panelPath: () => 'sidepanel.html',
  newChat: async (page) => {
    await page.getByTestId('new-chat').click()
    await page.locator(glossSubject.question).first().waitFor({ state: 'detached' })
  },
  setUp: async (page, baseUrl) => {
    const { presetId } = await addGateway(page, baseUrl)
    await call(page, 'updateSettings', { patch: { defaultPresetId: presetId } })
  },
}

export const floorSubject: Subject = {
  name: 'floor',
  build: `${project}tests/bench/floor`,
  composer: '#composer',
  last: '#stop',
  question: '[data-role=user]',
  answer: '[data-role=assistant]',
  stop: '#stop',
  panelPath: (baseUrl) => `panel.html?server=${encodeURIComponent(baseUrl)}`,
  newChat: () => Promise.resolve(),
  setUp: () => Promise.resolve(),
}

export type Opened = { page: Page; session: CDPSession }

/** One of them in a browser of its own, with a profile that nobody has used. */
export class Bench {
  readonly subject: Subject
  readonly #context: BrowserContext
  readonly #folder: string
  readonly #url: string

  private constructor(subject: Subject, context: BrowserContext, folder: string, url: string) {
    this.subject = subject
    this.#context = context
    this.#folder = folder
    this.#url = url
  }

  static async start(subject: Subject, display: Display, baseUrl: string): Promise<Bench> {
    const executable = findChromium()
    if (!executable) throw new Error('No Chromium or Chrome was found. Install one, or set CHROME_PATH.')
    const folder = await mkdtemp(join(tmpdir(), 'gloss-bench-'))
    const extension = join(folder, 'extension')
    await copyExtension(subject.build, extension, loopbackHosts)
    const { context, extensionId } = await launchWithExtension({
      executable,
      extension,
      profile: join(folder, 'profile'),
      // As wide as a side panel.
      size: { width: 500, height: 860 },
      environment: display.environment,
    })
    return new Bench(subject, context, folder, `chrome-extension://${extensionId}/${subject.panelPath(baseUrl)}`)
  }

  /** Opens the panel's page in a tab. Gives it, and how long it took until a reader could have typed, and saw all of it. */
  async open(): Promise<Opened & { usableMs: number; wholeMs: number }> {
    const page = await this.#context.newPage()
    const { composer, last } = this.subject
    await page.addInitScript(
      (selectors) => {
        const look = (): void => {
          for (const selector of selectors) {
            if (document.querySelector(selector)) (globalThis.benchStood ??= {})[selector] ??= performance.now()
          }
        }
        new MutationObserver(look).observe(document, { subtree: true, childList: true })
      },
      [composer, last],
    )
    await page.goto(this.#url)
    await page.locator(last).waitFor()
    const stood = await page.evaluate(() => globalThis.benchStood)
    const session = await this.#context.newCDPSession(page)
    await session.send('Performance.enable')
    return { page, session, usableMs: stood?.[composer] ?? Number.NaN, wholeMs: stood?.[last] ?? Number.NaN }
  }

  async stop(): Promise<void> {
    await this.#context.close()
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

declare global {
  /** Milliseconds from the page's navigation until what a selector names stood in the document. */
  var benchStood: Record<string, number> | undefined
}
