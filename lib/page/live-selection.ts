import * as v from 'valibot'
import { browser, type Browser } from 'wxt/browser'
import { runInTab } from './run-in-tab'
import type { LiveSelection } from './selected-words'

/** More frames than this are advertisements. */
const mostFrames = 20

const report = v.object({ words: v.pipe(v.string(), v.maxLength(400)) })

/**
 * Tells of what is selected in a tab, as far as it may be read already, until `signal` ends it: nothing is asked for,
 * and nothing is left in the page. `null`: nothing is selected, or nothing may be known.
 *
 * The lines go from the page to this page of ours: the worker is neither woken nor kept awake.
 */
export async function watchSelection(
  tabId: number,
  onChange: (selection: LiveSelection | null) => void,
  signal: AbortSignal,
): Promise<void> {
  const frames = await injected(tabId)
  if (signal.aborted) return
  const ports: Browser.runtime.Port[] = []
  let shown: LiveSelection | null = null
  const tell = (frameId: number, words: string): void => {
    // Another frame that lost its selection says nothing about the one that has it.
    if (words === '' && shown?.frameId !== frameId) return
    shown = words === '' ? null : { tabId, frameId, words }
    onChange(shown)
  }
  for (const frameId of frames) {
    const port = browser.tabs.connect(tabId, { name: 'watch-selection', frameId })
    port.onMessage.addListener((message: unknown) => {
      const said = v.safeParse(report, message)
      if (said.success && !signal.aborted) tell(frameId, said.output.words)
    })
    // The page was left.
    port.onDisconnect.addListener(() => !signal.aborted && tell(frameId, ''))
    ports.push(port)
  }
  signal.addEventListener('abort', () => ports.forEach((port) => port.disconnect()), { once: true })
}

/** The frames that are watched now; none where nothing may be read, which is no failure: nobody asked. */
async function injected(tabId: number): Promise<number[]> {
  try {
    const results = await runInTab(tabId, { file: '/watch-selection.js' }, { frames: 'all' })
    return results.map(({ frameId }) => frameId).slice(0, mostFrames)
  } catch {
    return []
  }
}
