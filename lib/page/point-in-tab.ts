import * as v from 'valibot'
import { browser } from 'wxt/browser'
import { ChatError } from '../chat/chat-error'
import { pressOf } from './overlay/keys'
import { knownTab, runInTab } from './run-in-tab'

type Pointing = 'pick-element' | 'pick-region'

const report = v.variant('type', [
  v.object({ type: v.literal('taken'), answer: v.unknown() }),
  v.object({ type: v.literal('left') }),
  v.object({ type: v.literal('failed'), detail: v.string() }),
])

/**
 * Lets the reader point at something in the page of a tab: by mouse there, or by the arrow keys, Enter and Escape there or
 * here. What the page's script answers, unchecked; null when the reader left it.
 * @param signal ends it from here, and takes the overlay off the page.
 * @throws {ChatError} as `runInTab`, and `aborted` when the page or its tab was left meanwhile.
 */
export async function pointInTab(tabId: number, name: Pointing, signal: AbortSignal): Promise<unknown> {
  const { active, windowId } = await knownTab(tabId)
  if (!active) throw new ChatError('bad-request', 'Switch to the page first: only what is shown can be pointed at.')
  await runInTab(tabId, { file: `/${name}.js` })
  if (signal.aborted) return null
  const port = browser.tabs.connect(tabId, { name, frameId: 0 })
  const ended = new AbortController()
  try {
    return await new Promise<unknown>((resolve, reject) => {
      const left = () => reject(new ChatError('aborted', 'The page was left before anything was chosen on it.'))
      const onActivated = (info: { tabId: number; windowId: number }) => {
        if (info.windowId === windowId && info.tabId !== tabId) left()
      }
      browser.tabs.onActivated.addListener(onActivated)
      ended.signal.addEventListener('abort', () => browser.tabs.onActivated.removeListener(onActivated))
      port.onMessage.addListener((message: unknown) => {
        const said = v.safeParse(report, message)
        if (said.success && said.output.type === 'failed') reject(notLaidOver(said.output.detail))
        else resolve(said.success && said.output.type === 'taken' ? said.output.answer : null)
      })
      port.onDisconnect.addListener(left)
      signal.addEventListener('abort', () => resolve(null), { signal: ended.signal })
      passKeys((press) => port.postMessage(press), ended.signal)
    })
  } finally {
    ended.abort()
    port.disconnect()
  }
}

const notLaidOver = (detail: string) =>
  new ChatError('bad-response', 'On this page nothing can be pointed at.', { detail: detail.slice(0, 500) })

/** The panel that was clicked keeps the focus, so that the keys for the page arrive here. */
function passKeys(pass: (press: unknown) => void, signal: AbortSignal): void {
  const onKeyDown = (event: KeyboardEvent) => {
    const press = pressOf(event)
    const typing = event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement
    // Who writes a question meanwhile needs the arrows and Enter for that.
    if (!press || (typing && event.key !== 'Escape')) return
    event.preventDefault()
    event.stopPropagation()
    pass(press)
  }
  document.addEventListener('keydown', onKeyDown, { capture: true, signal })
}
