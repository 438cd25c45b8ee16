import { browser } from 'wxt/browser'

/**
 * Neither a fetch in flight nor its arriving bytes keep a service worker alive: it is stopped after 30 seconds without
 * an extension event. A cheap extension call from inside the worker counts as one.
 */
const intervalMs = 20_000

export type KeepAlive = {
  /** Keeps the worker until the returned function is called. Calling it again does nothing. */
  hold(): () => void
}

export function createKeepAlive(): KeepAlive {
  let holders = 0
  let timer: ReturnType<typeof setInterval> | undefined
  return {
    hold() {
      holders += 1
      timer ??= setInterval(() => void browser.runtime.getPlatformInfo(), intervalMs)
      let held = true
      return () => {
        if (!held) return
        held = false
        holders -= 1
        if (holders > 0) return
        clearInterval(timer)
        timer = undefined
      }
    },
  }
}
