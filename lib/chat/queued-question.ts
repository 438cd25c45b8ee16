import type { ErrorInfo } from './chat-error'
import type { Reading } from './coverage'
import type { QuickActionId } from './quick-action'

/** A question that waits until the answer before it is finished. Asked, it becomes a message of the same id. */
export type QueuedQuestion = {
  id: string
  conversationId: string
  text: string
  attachmentIds: string[]
  presetId: string
  /** Who else is asked, to be compared. */
  comparedPresetIds?: string[]
  action?: QuickActionId
  /** How it is to be answered where what is attached does not fit. */
  reading?: Reading
  /** Its place in the conversation's line, from 0. */
  place: number
  /**
   * The answer whose end it waits for: complete, it is asked; ended in any other way, it waits for a word of the
   * reader. Null when nothing was answered here yet.
   */
  waitsFor: string | null
  /** Why it could not be asked when it was its turn. */
  problem?: ErrorInfo
}

/** Questions that may wait in one conversation. */
export const maximumQueued = 20
