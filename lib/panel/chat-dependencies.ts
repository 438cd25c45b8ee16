import type { Snapshot } from '../chat/attachment'
import type { call } from '../messaging/calls'
import type { PlanningDependencies } from './planning'
import type { followConversation } from './port-client'

/** What the panel's store needs of its surroundings. */
export type ChatDependencies = {
  call: typeof call
  follow: typeof followConversation
  /** `signal`: the reader wants it no more. */
  readPage: (signal: AbortSignal) => Promise<Snapshot>
  readSelection: () => Promise<Snapshot>
  createId: () => string
  windowId: number
  /** The preset a question is sent with. */
  presetId: () => string
  /** Who else is asked, to be compared. */
  comparedPresetIds?: () => readonly string[]
  /**
   * Whether a question to which nothing is attached makes sense only with the page: the built-in reader has nothing to
   * quote otherwise. Null: it does by itself.
   */
  wantsPage?: () => Promise<boolean> | null
  /** What can be done with a question that does not fit. Absent: every question is sent whole. */
  plan?: PlanningDependencies['plan']
  /** Carries out a text that begins with the `/name` of a quick action. Returns whether it does. */
  command?: (text: string) => boolean
}
