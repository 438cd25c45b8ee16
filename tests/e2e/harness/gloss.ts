import { createHash } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page, Worker } from 'playwright'
import { findChromium } from '../../../scripts/lib/browsers.ts'
import { desktopOf, type Desktop } from '../../../scripts/lib/desktop.ts'
import { screenSize, type Display } from '../../../scripts/lib/display.ts'
import { copyExtension } from '../../../scripts/lib/extension-copy.ts'
import { launchWithExtension, pressToolbarButton } from '../../../scripts/lib/launch.ts'
import { takePanel } from '../../../scripts/lib/panel.ts'
import { answerPrompt, brightness } from '../../../scripts/lib/prompt.ts'
import { until } from '../../../scripts/lib/until.ts'
import { killBrowser } from './browser-process.ts'
import { chooseEntry, entriesAt, pointOn, selected } from './native-menus.ts'
import { wholePanel } from './whole-panel.ts'
import { endWorker } from './end-worker.ts'
import { windowIdOf, windowIdOfPanel } from './windows.ts'

export type GlossOptions = {
  /** The built extension. */
  build: string
  display: Display
  /** Hosts that are granted from the start. */
  hosts: readonly string[]
  /** The page that is being read. */
  url: string
  /** Where the extension and the profile are kept, for a later start; absent: nowhere. */
  folder?: string
  /** Leaves the page open that the first start shows. */
  keepsWelcome?: boolean
  /** Puts the toolbar button beside the address, as a reader does who uses it often. */
  pinned?: boolean
}

/** A browser with Gloss in it, before a page that is being read. */
export type Gloss = {
  context: BrowserContext
  extensionId: string
  /** The tab with the page that is being read. */
  page: Page
  desktop: Desktop
  /** What went wrong in pages of ours without anybody asking: uncaught errors, refusals by the policy. */
  problems: string[]
  openPanelByKeyboard(): Promise<Page>
  /** Presses the toolbar button. */
  openPanelByButton(): Promise<Page>
  /** Waits for a panel that something else opened, in the window of a page where there are several. */
  panel(beside?: Page): Promise<Page>
  /** Clicks the cross above the panel. */
  closePanel(): Promise<void>
  /** The panel's page in an ordinary tab, where it can have any size; it talks about the page that is being read. */
  openPanelInTab(): Promise<Page>
  /** Selects all of an element's text and chooses an entry of the native menu on it. */
  chooseFromMenu(selector: string, actionId: string, onPage?: Page): Promise<void>
  /** Chooses an entry of ours in the native menu on an element, with nothing selected. */
  chooseFromMenuOn(selector: string, place: 'page' | 'link' | 'image', actionId: string): Promise<void>
  /** Chooses the first entry of the toolbar button's own menu, where that is pinned and no panel is open. */
  chooseFromButtonMenu(): Promise<void>
  /** Presses the shortcut that asks about what is selected. */
  askByKeyboard(): Promise<void>
  /** The page that the first start showed by itself, where it was kept. */
  welcome: Page | undefined
  /** Waits for the native permission prompt and answers it. */
  answerPrompt(answer: 'allow' | 'deny'): Promise<void>
  openOptions(): Promise<Page>
  /** A page of the options whose scripts do not run: enough to put questions to the worker, and far less work. */
  openOptionsUndrawn(): Promise<Page>
  worker(): Worker | undefined
  /** Ends the worker as the browser does when it has been idle. */
  killWorker(): Promise<void>
  stop(): Promise<void>
}

export async function startGloss({
  build,
  display,
  hosts,
  url,
  folder: kept,
  keepsWelcome,
  pinned,
}: GlossOptions): Promise<Gloss> {
  const executable = findChromium()
  if (!executable) throw new Error('No Chromium or Chrome was found. Install one, or set CHROME_PATH.')
  const folder = kept ?? (await mkdtemp(join(tmpdir(), 'gloss-')))
  const isFirst = !existsSync(join(folder, 'profile'))
  const extension = kept ? join(kept, 'extension') : await sharedCopy(build, hosts)
  if (kept) await copyExtension(build, extension, hosts)
  if (pinned && isFirst) await pin(extension, join(folder, 'profile'))
  const desktop = desktopOf(display)
  await desktop.putPointerAway()
  const launched = await launchWithExtension({
    executable,
    extension,
    profile: join(folder, 'profile'),
    size: screenSize,
    environment: display.environment,
    debuggable: true,
  })
  const { context, extensionId } = launched
  const origin = `chrome-extension://${extensionId}`
  const problems: string[] = []
  const closers: (() => Promise<void>)[] = []
  let open: Page | undefined

  const watch = (page: Page): Page => {
    page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`))
    page.on('console', (message) => {
      if (/Content Security Policy|Trusted ?Type/i.test(message.text()))
        problems.push(`${page.url()}: ${message.text()}`)
    })
    return page
  }
  const ourWorker = (): Worker | undefined => context.serviceWorkers().find((worker) => worker.url().startsWith(origin))
  /** A worker that was ended answers nothing for ever. */
  let ended: Worker | undefined
  const livingWorker = () => (ourWorker() === ended ? undefined : ourWorker())
  const shortcuts = await shortcutsIn(ourWorker())
  const pressShortcut = async (command: string): Promise<void> => {
    const keys = shortcuts.get(command)
    if (!keys) throw new Error(`The browser gave ${command} no key: the suggested one is taken, perhaps by itself.`)
    await desktop.press(keys.toLowerCase())
  }
  const panel = async (beside?: Page): Promise<Page> => {
    const windowId = beside && (await windowIdOf(beside))
    const taken = await takePanel(
      launched,
      async (candidate) => windowId === undefined || (await windowIdOfPanel(candidate)) === windowId,
    )
    closers.push(() => taken.close())
    open = taken.page
    return wholePanel(watch(open))
  }

  const page = context.pages()[0] ?? (await context.newPage())
  await page.goto(url)
  // The first start shows the options in a tab of their own, which would lie on top.
  await until(
    'the first start shows the options page',
    () => !isFirst || context.pages().some((candidate) => candidate.url().startsWith(`${origin}/options.html`)),
  )
  const others = context.pages().filter((candidate) => candidate !== page)
  const welcome = keepsWelcome ? others.find((candidate) => candidate.url().startsWith(origin)) : undefined
  if (welcome) watch(welcome)
  await Promise.all(others.filter((candidate) => candidate !== welcome).map((candidate) => candidate.close()))
  await page.bringToFront()
  const [readTab, calm] = await Promise.all([ourWorker()?.evaluate<number>(firstTab), brightness(desktop)])

  return {
    context,
    extensionId,
    page,
    desktop,
    problems,
    openPanelByKeyboard: async () => {
      await pressShortcut('_execute_action')
      return panel()
    },
    openPanelByButton: async () => {
      await pressToolbarButton(context, extensionId, page.url())
      return panel()
    },
    panel,
    closePanel: async () => {
      const gone = open?.waitForEvent('close')
      await desktop.click(closeButton)
      await gone
      await Promise.all(closers.splice(0).map((close) => close()))
    },
    openPanelInTab: async () => {
      const tab = watch(await context.newPage())
      await tab.goto(`${origin}/sidepanel.html?tab=${String(readTab)}`)
      return wholePanel(tab)
    },
    chooseFromMenu: async (selector, actionId, onPage = page) => {
      const point = await selected(onPage, selector)
      await chooseEntry(desktop, point, await entriesAt('selection', livingWorker()), actionId)
    },
    chooseFromMenuOn: async (selector, place, actionId) => {
      await chooseEntry(
        desktop,
        await pointOn(page, selector),
        await entriesAt(place, livingWorker()),
        actionId,
        place === 'page' ? 2 : 1,
      )
    },
    chooseFromButtonMenu: async () => {
      const before = (await desktop.windows()).length
      const isOpen = async (): Promise<boolean> => (await desktop.windows()).length > before
      await desktop.click(pinnedButton, 3)
      await until('the menu of the button opens', isOpen)
      // The name on top cannot be chosen.
      await desktop.press('Down', 'Return')
      await until('the menu of the button closes', async () => !(await isOpen()))
    },
    askByKeyboard: () => pressShortcut('ask-about-selection'),
    welcome,
    answerPrompt: (answer) => answerPrompt(desktop, calm, answer),
    openOptions: async () => {
      const options = watch(await context.newPage())
      await options.goto(`${origin}/options.html`)
      return options
    },
    openOptionsUndrawn: async () => {
      const options = await context.newPage()
      const session = await context.newCDPSession(options)
      await session.send('Emulation.setScriptExecutionDisabled', { value: true })
      await options.goto(`${origin}/options.html`)
      return options
    },
    worker: ourWorker,
    killWorker: async () => {
      ended = ourWorker()
      await endWorker(page, ended, origin)
    },
    stop: async () => {
      // A browser that ends by itself writes down what nobody is going to read.
      if (!kept && context.browser()?.isConnected()) await killBrowser(context)
      await Promise.all(closers.map((close) => close().catch(() => undefined)))
      await context.close()
      if (!kept) await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

const copies = new Map<string, Promise<string>>()

/** A copy of the extension for all the browsers of this process, none of which writes into it. */
function sharedCopy(build: string, hosts: readonly string[]): Promise<string> {
  const of = JSON.stringify([build, hosts])
  const copy = copies.get(of) ?? newCopy(build, hosts)
  copies.set(of, copy)
  return copy
}

async function newCopy(build: string, hosts: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gloss-extension-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  await copyExtension(build, folder, hosts)
  return folder
}

/** In the worker: the number of the tab that is being read, which is the window's first. */
const firstTab = `chrome.tabs.query({}).then((tabs) => tabs[0].id)`

/** Where a pinned button stands while no panel is open. */
const pinnedButton = { x: screenSize.width - 150, y: 63 }

/** The browser names an extension that it loads from a folder after the folder's path. */
async function pin(extension: string, profile: string): Promise<void> {
  const digest = createHash('sha256').update(extension).digest('hex').slice(0, 32)
  const id = digest.replace(/./g, (digit) => String.fromCodePoint(97 + Number.parseInt(digit, 16)))
  await mkdir(join(profile, 'Default'), { recursive: true })
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify({ extensions: { pinned_extensions: [id] } }))
}

/** The cross that the browser draws above the side panel. */
const closeButton = { x: screenSize.width - 24, y: 106 }

/** The keys of the extension's commands as the browser has assigned them, which is not always as the manifest wishes. */
async function shortcutsIn(worker: Worker | undefined): Promise<Map<string, string>> {
  const commands = await worker?.evaluate<{ name: string; shortcut: string }[]>(`chrome.commands.getAll()`)
  return new Map(commands?.map(({ name, shortcut }) => [name, shortcut]))
}
