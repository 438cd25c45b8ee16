import type { PendingAction } from '../../lib/chat/pending-action'
import { listPendingActions, removePendingAction } from '../../lib/prompts/pending-action'

/** A panel that claimed an action and vanished loses it again after this long. */
const claimMs = 5_000

/**
 * Hands each waiting action to one panel. A claim is kept in memory only: when the worker dies the action is free
 * again, and the panel that did it knows its id.
 */
export function createClaims(now: () => number) {
  const claims = new Map<string, { claimant: string; at: number }>()
  return {
    async claim(windowId: number, claimant: string): Promise<PendingAction | null> {
      const actions = await listPendingActions(windowId)
      const free = actions.find(({ id }) => {
        const claim = claims.get(id)
        return claim === undefined || claim.claimant === claimant || now() - claim.at > claimMs
      })
      if (!free) return null
      claims.set(free.id, { claimant, at: now() })
      return free
    },
    async settle(id: string): Promise<void> {
      await removePendingAction(id)
      claims.delete(id)
    },
  }
}
