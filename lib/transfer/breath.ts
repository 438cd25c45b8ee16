const longestMs = 40

/** Lets the page draw now and then during long work, and ends the work when it is not wanted any more. */
export function breaths(signal: AbortSignal | undefined): () => Promise<void> {
  let last = performance.now()
  return async () => {
    signal?.throwIfAborted()
    if (performance.now() - last < longestMs) return
    // Not a timer: a tab in the background has one a second.
    await new Promise<void>((resolve) => {
      const { port1, port2 } = new MessageChannel()
      port1.addEventListener('message', () => {
        port1.close()
        resolve()
      })
      port1.start()
      port2.postMessage(null)
    })
    signal?.throwIfAborted()
    last = performance.now()
  }
}
