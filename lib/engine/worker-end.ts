/** What Chromium answers to anything that a worker still asks of it while it is being ended. */
const endingWords = 'No SW'

/** Whether a failure says nothing but that this worker is being ended. What it was doing is then interrupted, not failed. */
export function isWorkerEnd(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause.message === endingWords) return true
  }
  return false
}
