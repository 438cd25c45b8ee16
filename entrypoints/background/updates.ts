import { browser } from 'wxt/browser'
import { hasTemporary } from '../../lib/db/temporary'
import type { Engine } from '../../lib/engine/engine'

/**
 * A new version waits as long as an answer is being written, a question waits for its turn, or a temporary chat lives,
 * which would end with it. It is loaded when the
 * last answer has ended, unless a page of ours is open: loading closes it under its reader's eyes. The browser itself
 * loads what was left waiting once neither a page nor the worker is there.
 */
export function deferUpdates(engine: Engine): void {
  let waiting = false
  const load = async () => {
    if (!waiting || engine.busy || (await isPageOpen()) || engine.busy || hasTemporary()) return
    browser.runtime.reload()
  }
  const tryToLoad = () => void load().catch(() => undefined)
  browser.runtime.onUpdateAvailable.addListener(() => {
    waiting = true
    tryToLoad()
  })
  engine.subscribe((conversationId, { event }) => {
    if (!waiting || event.type !== 'status') return
    // The queue looks for the next question once all have heard of this end.
    void Promise.resolve()
      .then(() => engine.queue.settled(conversationId))
      .then(tryToLoad)
  })
}

/** Where it cannot be known there might be one. */
async function isPageOpen(): Promise<boolean> {
  if (!('getContexts' in browser.runtime)) return true
  const contexts = await browser.runtime.getContexts({})
  return contexts.some(({ contextType }) => contextType !== 'BACKGROUND')
}
