import { browser } from 'wxt/browser'
import { ChatError } from '../chat/chat-error'

/**
 * What was copied last. Must be called first thing in the handler of a click or key: the browser asks its reader only then.
 * @throws {ChatError} `permission` when it may not be read, `bad-request` when there is no text in it.
 */
export async function readClipboard(): Promise<string> {
  if (!(await mayRead())) {
    throw new ChatError('permission', 'The browser was told not to let Gloss read the clipboard.')
  }
  await untilFocused()
  let text: string
  try {
    text = await navigator.clipboard.readText()
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause)
    throw new ChatError('permission', 'The browser does not let Gloss read the clipboard now.', { cause, detail })
  }
  if (text.trim() === '') throw new ChatError('bad-request', 'There is no text in the clipboard: copy one first.')
  return text
}

/** Milliseconds that the browser may take to give the panel back the focus after its question. */
const focusPatienceMs = 2_000

/** Browsers give the clipboard to no page that has not the focus; to its prompt, the panel has just lost it. */
async function untilFocused(): Promise<void> {
  if (document.hasFocus()) return
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, focusPatienceMs)
    const onFocus = () => {
      clearTimeout(timer)
      resolve()
    }
    window.addEventListener('focus', onFocus, { once: true })
  })
}

const permissions = { permissions: ['clipboardRead' as const] }

/** Without a gesture the browser does not ask; what it was told earlier holds all the same. */
function mayRead(): Promise<boolean> {
  try {
    return browser.permissions.request(permissions).catch(() => browser.permissions.contains(permissions))
  } catch {
    return browser.permissions.contains(permissions)
  }
}
