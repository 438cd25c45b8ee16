import type { AttachmentKind } from '../chat/attachment'
import { ChatError, type ErrorInfo } from '../chat/chat-error'
import type { Edit } from '../chat/conversation'
import type { OfferedPlan } from './planning'
import { nothingLive, type LiveView } from './live-answers'

/** One that is not open is offered: it was written before the conversation was left. */
export type OpenEdit = Edit & { isOpen: boolean }

/** Draft and view, and nothing that must survive the panel: what is written here is stored by the worker. */
export type ChatState = LiveView & {
  conversationId: string
  text: string
  attachmentIds: string[]
  /** Questions of the thread that are put in other words, the one that was written last at the end. */
  edits: readonly OpenEdit[]
  /** The question just sent, shown until the database shows it. */
  sent: { questionId: string; text: string; attachmentIds: string[] } | null
  /** The question that another window was quicker than: it waits in the queue. */
  overtaken: string | null
  /** What is being read right now. */
  reading: AttachmentKind | null
  /** The draft is sent once what is being read is a chip. */
  sendsWhenRead: boolean
  /** A failure that belongs to no answer, and the way to try again what failed. */
  problem: { error: ErrorInfo; isNews?: boolean; again?: () => void } | null
  /** What can be done with a question that does not fit, while the reader chooses. */
  plan: OfferedPlan | null
  /** What the reader deleted last, and can have back. */
  removed: { messageId: string; what: 'question' | 'answer' } | null
  /** Grows with every wish to have the cursor in the composer. */
  focusRequests: number
}

/** Characters. A longer question fits no model, and a far longer one would not even get to the worker. */
export const longestQuestion = 400_000

/** What was there before stays. */
export function tooLong(): ChatError {
  return new ChatError('bad-request', 'A question cannot be longer than 400,000 characters: put in less.')
}

export const emptyDraft = { text: '', attachmentIds: [] }

export const emptyView = {
  ...nothingLive,
  ...emptyDraft,
  edits: [],
  sent: null,
  overtaken: null,
  reading: null,
  sendsWhenRead: false,
  problem: null,
  plan: null,
  removed: null,
}
