import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { findChromium } from './browsers.ts'
import { desktopOf, type Desktop } from './desktop.ts'
import { screenSize, startDisplay } from './display.ts'
import type { FileServer } from './file-server.ts'
import { launchWithExtension, pressToolbarButton } from './launch.ts'
import { takePanel } from './panel.ts'
import { chromeBuild } from './project.ts'
import { answerPrompt, brightness } from './prompt.ts'
import { say } from './terminal.ts'
import { until } from './until.ts'

const question = 'What did the Irish scribes complain about?'

/**
 * What a person would do, done by the machine on a display without a screen: opens the real side panel on the sample
 * article, attaches the page, asks, prints the answer as it grows, and keeps pictures.
 */
export async function tour(sample: FileServer, folder: string): Promise<void> {
  const executable = findChromium()
  if (!executable) throw new Error('No Chromium or Chrome was found. Install one, or set CHROME_PATH.')
  say('There is no screen here, so Gloss runs on a virtual one.')
  const display = await startDisplay()
  const profile = join(folder, 'profile')
  try {
    const launched = await launchWithExtension({
      executable,
      extension: chromeBuild,
      profile,
      size: screenSize,
      environment: display.environment,
      debuggable: true,
    })
    const { context, extensionId } = launched
    try {
      const page = context.pages()[0] ?? (await context.newPage())
      await page.goto(sample.url)
      await until('the first start shows the options', () =>
        context.pages().some((tab) => tab.url().includes('/options.html')),
      )
      await page.bringToFront()
      const desktop = desktopOf(display)
      const calm = await brightness(desktop)
      await pressToolbarButton(context, extensionId, page.url())
      const panel = await takePanel(launched)
      say(`The side panel is open beside "${await page.title()}".`)
      await connectOllama(panel.page, desktop, calm)
      await ask(panel.page)
      await keepPictures(panel.page, desktop, folder)
      await panel.close()
    } finally {
      await context.close()
    }
  } finally {
    display.stop()
    await rm(profile, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** Uses Ollama when the panel has found one on this machine; else the built-in reader answers. */
async function connectOllama(panel: Page, desktop: Desktop, calm: number): Promise<void> {
  const answers = await fetch('http://localhost:11434/api/version').then(
    (response) => response.ok,
    () => false,
  )
  if (!answers) {
    say('Ollama does not run on this machine: the built-in reader answers.')
    return
  }
  say('Ollama runs on this machine: connecting it.')
  await panel.getByTestId('connect-ollama').click()
  await answerPrompt(desktop, calm, 'allow')
  const picker = panel.getByTestId('preset-picker')
  await until('the panel has connected Ollama', async () => {
    const model = await picker.textContent()
    return model !== null && !model.includes('Built-in')
  })
}

async function ask(panel: Page): Promise<void> {
  await panel.getByTestId('attach-menu').click()
  await panel.getByTestId('attach-menu-page').click()
  await panel.getByTestId('context-chip').waitFor()
  await panel.getByTestId('composer-input').fill(question)
  await panel.getByTestId('composer-input').press('Enter')
  say(`\n> ${question}\n`)
  const answer = panel.locator('[data-testid=message][data-role=assistant]').last()
  const text = answer.getByTestId('message-text')
  let shown = ''
  await until(
    'the answer is complete',
    async () => {
      const status = await answer.getAttribute('data-status')
      const now = (await text.count()) > 0 ? await text.innerText() : ''
      // Blocks are drawn anew while they grow, so that only what follows the common beginning is new.
      if (now.startsWith(shown)) {
        process.stdout.write(now.slice(shown.length))
        shown = now
      }
      return status !== null && status !== 'streaming'
    },
    10 * 60_000,
  )
  const whole = (await text.count()) > 0 ? await text.innerText() : ''
  say(whole.startsWith(shown) ? `${whole.slice(shown.length)}\n` : `\n\n${whole}\n`)
  const status = await answer.getAttribute('data-status')
  if (status === 'complete') return
  const error = answer.getByTestId('message-error')
  throw new Error(`The answer is ${status}. ${(await error.count()) > 0 ? await error.innerText() : ''}`)
}

async function keepPictures(panel: Page, desktop: Desktop, folder: string): Promise<void> {
  const pictures = { screen: join(folder, 'screen.png'), panel: join(folder, 'panel.png') }
  await desktop.capture(pictures.screen)
  await panel.screenshot({ path: pictures.panel })
  say(`Pictures: ${pictures.screen} and ${pictures.panel}`)
}
