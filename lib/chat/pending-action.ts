import type { ActionPlace } from './quick-action'

type Waiting = { id: string; windowId: number; createdAt: number }

/** What an action was started on, outside of the panel. */
export type PendingSubject =
  /** Was read at once, since it may be gone the next moment: a selection or a link. */
  | { kind: 'stored'; attachmentId: string }
  /** Is read by the panel, which knows PDFs and says how far it is. */
  | { kind: 'page'; tabId: number }
  | { kind: 'image'; tabId: number; frameId: number; imageUrl: string }
  /** Could not be read, and why. */
  | { kind: 'unreadable'; problem: string }

/** The menus of the browser in which actions stand. */
export type MenuPlace = Extract<ActionPlace, 'selection' | 'page' | 'link' | 'image'>

/**
 * Something the user started outside the panel, waiting for the panel of that window. It is carried out exactly once:
 * one panel claims it, does it, and settles it.
 */
export type PendingAction = Waiting &
  (
    | { kind: 'act'; actionId: string; place: MenuPlace; subject: PendingSubject }
    | { kind: 'show'; conversationId: string }
    /** Typed into the address bar, or tried on the welcome page's sample. It begins a new chat. */
    | { kind: 'question'; text: string; attachmentIds?: string[] }
  )
