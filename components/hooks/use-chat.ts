import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { LiveSelection } from '../../lib/page/selected-words'
import type { TabDescription } from '../../lib/page/read-tab'
import type { ChatState } from '../../lib/panel/chat-state'
import type { Capture } from '../../lib/panel/capturing'
import type { ActionRunner } from '../../lib/panel/action-runner'
import type { Chat } from '../../lib/panel/chat-store'
import type { PageCaptures } from '../../lib/panel/page-captures'
import type { DriftWatch } from '../../lib/panel/drift-watch'
import type { ReadingDesk } from '../../lib/panel/reading-desk'
import type { Sources } from '../../lib/panel/sources'
import type { EarlyWords } from '../chat/composer/early-field'
import type { FollowedThread } from './followed-thread'

export type PageDescription = TabDescription & { tabId: number }

/** What a panel is about: its chat, its window, and the tab it talks about. */
export type ChatSession = {
  chat: Chat
  /** The conversation that is shown. What is opened is read before, so that its first frame holds it. */
  thread: FollowedThread
  /** Reads a stored conversation and its draft; what it gives shows them, at once and in one picture with what is done beside. */
  readToShow: (conversationId: string) => Promise<() => void>
  /** What was written before the panel stood, once. */
  takeEarlyWords: () => EarlyWords | undefined
  /** The shortcuts that were pressed before, once. */
  takeEarlyKeys: () => KeyboardEvent[]
  /** Carries out what was started outside the panel. Not before the conversation is known. */
  takeActions: () => Promise<void>
  /** What may be known, without reading it, of the active tab or of the one the panel is pinned to. */
  describePage: () => Promise<PageDescription | undefined>
  /** Whether attached pages still say what they said. */
  drift: DriftWatch
  /** Carries out quick actions. */
  actions: ActionRunner
  /** What can be taken of that tab. */
  captures: PageCaptures
  /** Everything that can be seen in that tab. */
  readVisible: Capture
  /** Files, other tabs, pasted texts. */
  sources: Sources
  /** How far a long reading is. */
  desk: ReadingDesk
  /** Tells of what is selected in that tab, while the panel is seen and as far as may be known. Returns how to stop. */
  followSelection: (onChange: (selection: LiveSelection | null) => void) => () => void
  /** Chooses the model for this panel's next question; new chats start with it too. The others are asked beside it. */
  choosePreset: (presetId: string, comparedPresetIds?: string[]) => Promise<void>
}

export const ChatContext = createContext<ChatSession | null>(null)

export function useChatSession(): ChatSession {
  const session = useContext(ChatContext)
  if (!session) throw new Error('ChatContext is missing')
  return session
}

export function useChatState<Value>(select: (state: ChatState) => Value): Value {
  return useStore(useChatSession().chat.store, select)
}
