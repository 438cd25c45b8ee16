/** What the quick actions of the context menu ask for. `ask` waits for the user's question; the others send at once. */
export type QuickActionId = 'ask' | 'explain' | 'summarize' | 'translate'

type Waiting = { id: string; windowId: number; createdAt: number }

/**
 * Something the user started outside the panel, waiting for the panel of that window. It is carried out exactly once:
 * one panel claims it, does it, and settles it.
 */
export type PendingAction = Waiting &
  (
    | {
        action: QuickActionId
        /** The stored snapshot of what was selected; null when nothing could be read, and then `problem` says why. */
        attachmentId: string | null
        problem?: string
      }
    | { action: 'show'; conversationId: string }
  )
