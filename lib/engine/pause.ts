import { ChatError } from '../chat/chat-error'
import type { PauseReason } from '../chat/message'

/** How whatever a run has to wait for is shown to its reader, who may not want to wait. */
export type PauseHooks = {
  /**
   * Called when the waiting begins, and again when more is known of it.
   * @param skip ends the waiting before its time; absent where nothing can.
   */
  onPause: (reason: PauseReason, skip?: () => void) => void
  /** Called when the waiting is over, but not when it ends because the reader stops the run. */
  onResume: () => void
}

/**
 * Settles as `begin` says by its two callbacks.
 * @param begin returns what takes the one who waits out of whatever it waits in.
 * @throws {ChatError} `aborted` when the signal comes first.
 */
export function waitFor(
  signal: AbortSignal,
  begin: (done: () => void, fail: (error: unknown) => void) => () => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(stopped())
      return
    }
    let leave = () => {}
    const abort = () => {
      leave()
      reject(stopped())
    }
    const settle = (end: () => void) => {
      signal.removeEventListener('abort', abort)
      end()
    }
    signal.addEventListener('abort', abort)
    leave = begin(
      () => settle(resolve),
      (error) => settle(() => reject(error)),
    )
  })
}

/** A pause whose end is known from its beginning. */
export async function pauseFor(
  reason: PauseReason & { waitMs: number },
  signal: AbortSignal,
  { onPause, onResume }: PauseHooks,
): Promise<void> {
  await waitFor(signal, (done) => {
    const timer = setTimeout(done, reason.waitMs)
    const leave = () => clearTimeout(timer)
    onPause(reason, () => {
      leave()
      done()
    })
    return leave
  })
  onResume()
}

function stopped(): ChatError {
  return new ChatError('aborted', 'Stopped.')
}
