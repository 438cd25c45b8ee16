import { browser } from 'wxt/browser'
import { applyEvent, type Interruption, type Message } from '../chat/message'
import { announceEverything } from '../db/announce'
import { adoptJournals } from '../db/journal'
import { checkpoint, getMessage, streamingMessages } from '../db/messages'

const aliveKey = 'worker-alive'
const versionKey = 'worker-version'

/**
 * What ended the worker before this one, as far as storage tells: the session's outlives a worker, but neither the
 * browser nor a reload of the extension. To be asked once in a worker's life.
 */
export async function howItEnded(): Promise<Interruption> {
  const { version } = browser.runtime.getManifest()
  const { [aliveKey]: alive } = await browser.storage.session.get(aliveKey)
  const { [versionKey]: earlier } = await browser.storage.local.get(versionKey)
  if (alive !== true) await browser.storage.session.set({ [aliveKey]: true })
  if (earlier !== version) await browser.storage.local.set({ [versionKey]: version })
  if (alive === true) return 'worker'
  return earlier !== undefined && earlier !== version ? 'update' : 'off'
}

/** After a start of the worker: finds the answers that lost their run, and what took it from them. */
export class Recovery {
  /** Answers of which it is known only that Gloss was gone. */
  #unexplained: string[] = []

  /** An answer stored as streaming that no run writes is interrupted, unless it had been written before. Its text stays. */
  async recover(cause: Interruption | undefined, isLive: (message: Message) => boolean): Promise<void> {
    const adopted = await adoptJournals()
    for (const message of await streamingMessages()) {
      if (isLive(message)) continue
      const ended = applyEvent(message, { type: 'status', status: 'interrupted' })
      const isBroken = ended.status === 'interrupted'
      await checkpoint(cause === undefined || !isBroken ? ended : { ...ended, interruption: cause })
      if (cause === 'off' && isBroken) this.#unexplained.push(message.id)
    }
    // A worker that died at work may not have told of what it stored last.
    if (adopted > 0) announceEverything()
  }

  /** The browser tells only afterwards that it was started anew, or that Gloss was loaded anew. */
  async learned(cause: 'browser' | 'reload'): Promise<void> {
    for (const messageId of this.#unexplained) {
      const message = await getMessage(messageId)
      // A browser that starts anew may load its extensions anew, too: then the first is what the reader saw.
      const known = message?.status === 'interrupted' ? message.interruption : undefined
      if (message && (known === 'off' || (known === 'reload' && cause === 'browser'))) {
        await checkpoint({ ...message, interruption: cause })
      }
    }
  }
}
