import type { PauseReason } from '../../chat/message'
import type { PauseHooks } from '../pause'

/** Shows several requests that wait at the same time as one waiting: the newest, until none is left. */
export function sharedPause({ onPause, onResume }: PauseHooks): () => PauseHooks {
  const waiting = new Map<symbol, { reason: PauseReason; skip: (() => void) | undefined }>()
  const show = () => {
    const newest = [...waiting.values()].at(-1)
    if (!newest) return onResume()
    const skips = [...waiting.values()].flatMap(({ skip }) => skip ?? [])
    if (skips.length === 0) onPause(newest.reason)
    else onPause(newest.reason, () => skips.forEach((skip) => skip()))
  }
  return () => {
    const me = Symbol('request')
    return {
      onPause(reason, skip) {
        waiting.set(me, { reason, skip })
        show()
      },
      onResume() {
        if (waiting.delete(me)) show()
      },
    }
  }
}
