import { browser, type Browser } from 'wxt/browser'
import type { Engine } from '../../lib/engine/engine'
import { Batcher } from '../../lib/messaging/batcher'
import { checkupOfPort, conversationOfPort, type PortMessage } from '../../lib/messaging/port'
import { isOwnPage } from './sender'

/** Each panel's port gets the conversation as it stands, then what happens to it. */
export function servePorts(engine: Engine, ready: Promise<void>): void {
  const serve = (port: Browser.runtime.Port): void => {
    if (checkupOfPort(port.name) !== undefined) return
    const conversationId = conversationOfPort(port.name)
    if (conversationId === undefined || !isOwnPage(port.sender)) {
      port.disconnect()
      return
    }
    let open = true
    let leave = () => {}
    port.onDisconnect.addListener(() => {
      open = false
      leave()
    })
    // A snapshot taken before recovery would show an answer that nobody writes any more.
    void ready.then(() => {
      if (open) leave = follow(engine, conversationId, (message) => port.postMessage(message))
    })
  }
  browser.runtime.onConnect.addListener(serve)
}

/** Sends the snapshot, then the events, to one panel. Returns the way to stop. */
function follow(engine: Engine, conversationId: string, send: (message: PortMessage) => void): () => void {
  send({ type: 'snapshot', seq: 0, messages: engine.inFlight(conversationId) })
  const batcher = new Batcher(send, 0)
  const unsubscribe = engine.subscribe((of, event) => {
    if (of === conversationId) batcher.push(event)
  })
  return () => {
    unsubscribe()
    batcher.close()
  }
}
