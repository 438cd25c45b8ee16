import { browser } from 'wxt/browser'
import { ChatError } from '../chat/chat-error'
import type { Checkup, Rung } from '../chat/checkup'
import { call } from '../messaging/calls'
import { checkupPortName, type CheckupMessage } from '../messaging/port'

export type CheckupRun = {
  /** @throws {ChatError} when there was no checkup; one that was stopped comes back as such. */
  result: Promise<Checkup>
  /** Ends it, and with it the request it has open. */
  stop: () => void
}

/** Has a provider checked. An empty model is the one that a reader would be asking. */
export function startCheckup(
  { providerId, model }: { providerId: string; model: string },
  onProgress: (rungs: Rung[]) => void,
): CheckupRun {
  const checkupId = crypto.randomUUID()
  const port = browser.runtime.connect({ name: checkupPortName(checkupId) })
  const { promise: greeted, resolve: greet, reject } = Promise.withResolvers<void>()
  port.onMessage.addListener(({ rungs }: CheckupMessage) => {
    greet()
    onProgress(rungs)
  })
  port.onDisconnect.addListener(() => reject(new ChatError('internal', 'The background of Gloss did not answer.')))
  const stop = () => {
    port.disconnect()
    reject(new ChatError('aborted', 'The check was stopped before it began.'))
  }
  // The call must not overtake the port that carries its end.
  const result = greeted
    .then(() => call('checkProvider', { checkupId, providerId, model }))
    .finally(() => port.disconnect())
  return { result, stop }
}
