import { browser } from 'wxt/browser'
import { ChatError } from '../chat/chat-error'
import { injectionFailure, pageTimeout, restriction, type KnownTab } from './read-failure'

/** A page that is leaving lets an injection hang for ever. */
const patienceMs = 5_000

type Script = {
  file:
    | '/highlight-quote.js'
    | '/pick-element.js'
    | '/pick-region.js'
    | '/watch-selection.js'
    | '/read-transcript.js'
    | '/extract-pdf.js'
}
type Given<Parameters extends unknown[]> = { func: (...parameters: Parameters) => unknown; args: Parameters }

/** What one frame gave. */
export type FrameResult = { frameId: number; result: unknown }

/**
 * Runs a script of ours in the frames of a tab that may be read, the top one alone unless said otherwise.
 * @throws {ChatError} `permission`, `timeout` or `bad-request`, as a sentence for the reader.
 */
export async function runInTab<Parameters extends unknown[]>(
  tabId: number,
  script: Script | Given<Parameters>,
  { allFrames = false, patience = patienceMs }: { allFrames?: boolean; patience?: number } = {},
): Promise<FrameResult[]> {
  const tab = await knownTab(tabId)
  const closed = restriction(tab.url)
  if (closed !== undefined) throw new ChatError('permission', closed)
  const target = allFrames ? { tabId, allFrames } : { tabId, frameIds: [0] }
  // `injectImmediately`: otherwise a page that never stops loading is never reached.
  const injection =
    'file' in script
      ? browser.scripting.executeScript({ target, files: [script.file], injectImmediately: true })
      : browser.scripting.executeScript({ target, ...script, injectImmediately: true })
  let timer: ReturnType<typeof setTimeout> | undefined
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(pageTimeout()), patience)
  })
  try {
    const results = await Promise.race([injection, limit])
    return results.map(({ frameId, result }): FrameResult => ({ frameId, result }))
  } catch (error) {
    throw error instanceof ChatError ? error : injectionFailure(error, tab)
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
