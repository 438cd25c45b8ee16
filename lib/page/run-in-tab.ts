import { browser } from 'wxt/browser'
import { ChatError } from '../chat/chat-error'
import {
  closedViewer,
  injectionFailure,
  originPatternOf,
  pageTimeout,
  restriction,
  type KnownTab,
} from './read-failure'

/** A page that is leaving, or that never finishes loading, lets an injection hang for ever. */
const patienceMs = 5_000

type Script = {
  file:
    | '/extract-page.js'
    | '/extract-visible.js'
    | '/extract-selection.js'
    | '/highlight-quote.js'
    | '/pick-element.js'
    | '/pick-region.js'
    | '/watch-selection.js'
    | '/read-transcript.js'
    | '/read-icon.js'
    | '/extract-pdf.js'
    | '/write-back.js'
}
type Given<Parameters extends unknown[]> = { func: (...parameters: Parameters) => unknown; args: Parameters }

/** What one frame gave. */
export type FrameResult = { frameId: number; result: unknown }

type Options = {
  /** The top one alone, all that may be read, or the one with this number. */
  frames?: 'top' | 'all' | number
  /** Milliseconds. */
  patience?: number
  /** What is known of the tab already. */
  known?: KnownTab
}

/**
 * Runs a script of ours in the frames of a tab that may be read, the top one alone unless said otherwise.
 * @throws {ChatError} `permission`, `timeout` or `bad-request`, as a sentence for the reader.
 */
export async function runInTab<Parameters extends unknown[]>(
  tabId: number,
  script: Script | Given<Parameters>,
  { frames = 'top', patience = patienceMs, known }: Options = {},
): Promise<FrameResult[]> {
  const tab = known ?? (await knownTab(tabId))
  const closed = restriction(tab.url)
  if (closed !== undefined) throw new ChatError('permission', closed)
  const target = frames === 'all' ? { tabId, allFrames: true } : { tabId, frameIds: [frames === 'top' ? 0 : frames] }
  // `injectImmediately`: otherwise a page that never stops loading is never reached.
  const injection =
    'file' in script
      ? browser.scripting.executeScript({ target, files: [script.file], injectImmediately: true })
      : browser.scripting.executeScript({ target, ...script, injectImmediately: true })
  try {
    const results = await withinPatience(injection, patience)
    return results.map(({ frameId, result }): FrameResult => ({ frameId, result }))
  } catch (error) {
    if (error instanceof ChatError) throw error
    throw (await stayedClosed(error, tab)) ?? injectionFailure(error, tab)
  }
}

/**
 * Firefox shows PDFs, and some other files, in pages of its own. It refuses them in the words for a site that was not
 * allowed yet, though allowing it would help nobody.
 */
async function stayedClosed(cause: unknown, { url }: KnownTab): Promise<ChatError | undefined> {
  const detail = cause instanceof Error ? cause.message : String(cause)
  const pattern = originPatternOf(url)
  if (url === undefined || pattern === undefined || !/missing host permission/i.test(detail)) return undefined
  // Without the permission for all tabs the browser tells only the address of what is open to us.
  const tellsAll = await browser.permissions.contains({ permissions: ['tabs'] })
  const isOpen = !tellsAll || (await browser.permissions.contains({ origins: [pattern] }))
  return isOpen ? closedViewer(url, detail) : undefined
}

/** @throws {ChatError} `timeout` when it takes longer. */
export async function withinPatience<Value>(injection: Promise<Value>, patience = patienceMs): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(pageTimeout()), patience)
  })
  try {
    return await Promise.race([injection, limit])
  } finally {
    clearTimeout(timer)
  }
}

/** Address and title of a tab, as far as the browser tells them. @throws {ChatError} when it is gone. */
export async function knownTab(tabId: number): Promise<KnownTab & { active: boolean; windowId: number }> {
  try {
    const { url, title, active, windowId } = await browser.tabs.get(tabId)
    return { ...(url ? { url } : {}), ...(title ? { title } : {}), active, windowId }
  } catch (cause) {
    throw injectionFailure(cause, {})
  }
}
