import { watch } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type BrowserContext, type CDPSession, type Worker } from 'playwright'

export type LaunchOptions = {
  executable: string
  /** The built extension. */
  extension: string
  /** The browser's profile; kept when it exists. */
  profile: string
  /** Inner size of the window. */
  size: { width: number; height: number }
  /** Where to draw; the process's own environment when absent. */
  environment?: NodeJS.ProcessEnv
  /** Ctrl+C is left to the caller, who closes the browser; else the process ends with it. */
  leavesSignals?: boolean
  /** Opens a port through which a second connection sees the side panel. Only for tests: any local program can use it. */
  debuggable?: boolean
}

export type Launched = {
  context: BrowserContext
  extensionId: string
  /** Address of the second connection, when the launch was `debuggable`. */
  endpoint?: string
}

/** What every browser of ours is started with: quiet, in English, in the corner of the screen. */
export function browserFlags(size: { width: number; height: number }): string[] {
  return [
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--disable-search-engine-choice-screen',
    '--password-store=basic',
    '--lang=en-US',
    // The last two are pages that the browser loads behind its address bar: a third of what a start costs.
    '--disable-features=Translate,MediaRouter,WebUIOmniboxPopup,WebUIOmniboxAimPopup',
    '--window-position=0,0',
    `--window-size=${size.width},${size.height}`,
    // Root has no sandbox, and the browser would say so in a banner across every picture.
    ...(isRoot ? ['--no-sandbox', '--test-type'] : []),
  ]
}

const isRoot = process.getuid?.() === 0

/**
 * Starts a browser with a window and the extension in it.
 * @throws {Error} when the browser refuses to load the extension.
 */
export async function launchWithExtension(options: LaunchOptions): Promise<Launched> {
  await prepareProfile(options.profile)
  const portFile = join(options.profile, 'DevToolsActivePort')
  await rm(portFile, { force: true })
  const context = await chromium.launchPersistentContext(options.profile, {
    executablePath: options.executable,
    headless: false,
    viewport: null,
    ...(options.environment ? { env: definedOnly(options.environment) } : {}),
    // Playwright's own defaults keep extensions out and put a banner above the page.
    ignoreDefaultArgs: ['--disable-extensions', '--enable-automation'],
    chromiumSandbox: !isRoot,
    handleSIGINT: !options.leavesSignals,
    handleSIGTERM: !options.leavesSignals,
    args: [
      ...browserFlags(options.size),
      '--enable-unsafe-extension-debugging',
      ...(options.debuggable ? ['--remote-debugging-port=0'] : []),
    ],
  })
  try {
    // The command line's own switch is ignored by branded Chrome; this way works in every Chromium.
    const session = await browserSession(context)
    const { id: extensionId } = await session.send('Extensions.loadUnpacked', { path: options.extension })
    await workerRuns(context, extensionId)
    if (!options.debuggable) return { context, extensionId }
    const [port] = (await contentOnceWritten(options.profile, 'DevToolsActivePort')).split('\n')
    return { context, extensionId, endpoint: `http://127.0.0.1:${port}` }
  } catch (error) {
    await context.close()
    throw error
  }
}

/** Presses the extension's toolbar button over a tab, which grants `activeTab` as a person's click does. */
export async function pressToolbarButton(context: BrowserContext, extensionId: string, url: string): Promise<void> {
  const session = await browserSession(context)
  // The extension API works on the tab that holds the page, not on the page inside it.
  const { targetInfos } = await session.send('Target.getTargets', { filter: [{ type: 'tab' }] })
  const tab = targetInfos.find((target) => target.url === url)
  if (!tab) throw new Error(`No tab shows ${url}.`)
  await session.send('Extensions.triggerAction', { id: extensionId, targetId: tab.targetId })
}

async function prepareProfile(profile: string): Promise<void> {
  const preferences = join(profile, 'Default', 'Preferences')
  await mkdir(join(profile, 'Default'), { recursive: true })
  // Without developer mode an unpacked extension stays off once it reloads itself.
  const first = { extensions: { ui: { developer_mode: true } }, browser: { has_seen_welcome_page: true } }
  await writeFile(preferences, JSON.stringify(first), { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
}

/** A click or key that comes before the worker's first run is over finds no listener and is lost. */
async function workerRuns(context: BrowserContext, extensionId: string): Promise<void> {
  const isOurs = (worker: Worker): boolean => worker.url().startsWith(`chrome-extension://${extensionId}/`)
  const worker =
    context.serviceWorkers().find(isOurs) ?? (await context.waitForEvent('serviceworker', { predicate: isOurs }))
  await worker.evaluate(async () => {
    // Evaluated in the worker, whose globals the types of this file do not know.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const { serviceWorker } = globalThis as unknown as { serviceWorker: ServiceWorker }
    while (serviceWorker.state !== 'activated') {
      await new Promise((resolve) => {
        serviceWorker.addEventListener('statechange', resolve, { once: true })
      })
    }
  })
}

/** A conversation with the browser itself, beyond any page. */
export async function browserSession(context: BrowserContext): Promise<CDPSession> {
  const browser = context.browser()
  if (!browser) throw new Error('The browser is gone.')
  return browser.newBrowserCDPSession()
}

function definedOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

async function contentOnceWritten(folder: string, name: string): Promise<string> {
  const watcher = watch(folder)
  try {
    const changed = new Promise<never>((_, reject) => watcher.once('error', reject))
    for (;;) {
      const text = await readFile(join(folder, name), 'utf8').catch(() => '')
      if (text.includes('\n')) return text
      await Promise.race([changed, new Promise((resolve) => watcher.once('change', resolve))])
    }
  } finally {
    watcher.close()
  }
}
