import * as v from 'valibot'
import type { Snapshot } from '../chat/attachment'
import { ChatError } from '../chat/chat-error'
import { parsePageAnswer } from './injected-answer'
import { caps } from './page-content'
import { pointInTab } from './point-in-tab'
import { tabSnapshot } from './snapshot'

const contextOf = v.object({
  value: v.object({ context: v.object({ heading: v.exactOptional(v.pipe(v.string(), v.maxLength(caps.heading))) }) }),
})

/**
 * Lets the reader pick an element of the page in a tab, and takes a snapshot of it; null when the reader left it.
 * @throws {ChatError} `permission`, `timeout`, `aborted` (the page was left), `bad-request` or `bad-response`.
 */
export async function pickElement(tabId: number, signal: AbortSignal): Promise<Snapshot | null> {
  const answer = await pointInTab(tabId, 'pick-element', signal)
  if (answer === null) return null
  const content = parsePageAnswer(answer)
  const found = v.safeParse(contextOf, answer)
  if (!found.success) throw new ChatError('bad-response', 'The page gave an answer that Gloss does not understand.')
  const { context } = found.output.value
  return await tabSnapshot({ ...content, context }, 'element', tabId)
}
