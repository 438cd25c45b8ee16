import { browser, type Browser } from 'wxt/browser'

/** What a script in a page does while one of our own pages holds a line to it. Returns how to end. */
export type Session = (line: Line) => () => void

type Line = {
  post: (message: unknown) => void
  /** Called with whatever our own page says. */
  listen: (listener: (message: unknown) => void) => void
}

/**
 * Runs a session for each line of that name that one of our own pages opens to this frame, until the line closes: with
 * the panel, with the page, or when it is done. The worker hears nothing of it, and sleeps on. A script that is injected
 * again takes the place of the earlier one.
 */
export function serveLines(name: string, session: Session): void {
  const mark = `gloss ${name}`
  const earlier: unknown = Reflect.get(globalThis, mark)
  if (typeof earlier === 'function') earlier()

  const ends = new Set<() => void>()
  const onConnect = (port: Browser.runtime.Port): void => {
    if (port.name !== name) return
    const stop = begun(port)
    const end = (): void => {
      if (ends.delete(end)) stop()
    }
    ends.add(end)
    port.onDisconnect.addListener(end)
  }
  const begun = (port: Browser.runtime.Port): (() => void) => {
    try {
      return session({
        post: (message) => port.postMessage(message),
        listen: (listener) => port.onMessage.addListener(listener),
      })
    } catch (error) {
      port.postMessage({ type: 'failed', detail: error instanceof Error ? error.message : String(error) })
      return () => undefined
    }
  }
  browser.runtime.onConnect.addListener(onConnect)
  Reflect.set(globalThis, mark, () => {
    for (const end of ends) end()
    // After an update of the extension nothing listens any more, and the old interface only throws.
    if (browser.runtime.id) browser.runtime.onConnect.removeListener(onConnect)
  })
}
