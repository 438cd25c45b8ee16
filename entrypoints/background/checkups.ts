import { browser, type Browser } from 'wxt/browser'
import { ChatError } from '../../lib/chat/chat-error'
import type { Checkup, Rung } from '../../lib/chat/checkup'
import type { Dispatch } from '../../lib/engine/dispatch'
import { checkProvider } from '../../lib/engine/doctor'
import type { CallInput } from '../../lib/messaging/calls'
import { checkupOfPort, type CheckupMessage } from '../../lib/messaging/port'
import { isOwnPage } from './sender'

export type Checkups = {
  /** Somebody looks at a checkup that is about to be asked for. Returns the way to look away, which ends it. */
  watch(checkupId: string, send: (message: CheckupMessage) => void): () => void
  check(input: CallInput<'checkProvider'>): Promise<Checkup>
}

/** Checkups under way. One that nobody watches any more is over: a closed page leaves no request behind. */
export function createCheckups(dispatch: Dispatch, monotonicNow: () => number): Checkups {
  const watched = new Map<string, { controller: AbortController; send: (message: CheckupMessage) => void }>()
  return {
    watch(checkupId, send) {
      const controller = new AbortController()
      watched.set(checkupId, { controller, send })
      send({ rungs: [] })
      return () => {
        watched.delete(checkupId)
        controller.abort()
      }
    },
    async check({ checkupId, providerId, model }) {
      const watcher = watched.get(checkupId)
      if (!watcher) throw new ChatError('aborted', 'The check was stopped before it began.', { providerId })
      const { os } = await browser.runtime.getPlatformInfo()
      const onProgress = (rungs: Rung[]) => {
        if (!watcher.controller.signal.aborted) watcher.send({ rungs })
      }
      const surroundings = { origin: ownOrigin(), os }
      const { signal } = watcher.controller
      return checkProvider(dispatch, { providerId, model }, { monotonicNow, surroundings, signal, onProgress })
    },
  }
}

/** Each port watches one checkup, and ends it by closing. */
export function serveCheckups(checkups: Checkups): void {
  browser.runtime.onConnect.addListener((port: Browser.runtime.Port) => {
    const checkupId = checkupOfPort(port.name)
    if (checkupId === undefined) return
    if (!isOwnPage(port.sender)) {
      port.disconnect()
      return
    }
    const leave = checkups.watch(checkupId, (message) => port.postMessage(message))
    port.onDisconnect.addListener(leave)
  })
}

/** Not `url.origin`, which some engines give as "null" for the schemes of extensions. */
function ownOrigin(): string {
  const { protocol, host } = new URL(browser.runtime.getURL('/sidepanel.html'))
  return `${protocol}//${host}`
}
