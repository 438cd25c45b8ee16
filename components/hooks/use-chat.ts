import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { TabDescription } from '../../lib/page/read-tab'
import type { ChatState } from '../../lib/panel/chat-state'
import type { Chat } from '../../lib/panel/chat-store'

/** What a panel is about: its chat, its window, and the tab it talks about. */
export type ChatSession = {
  chat: Chat
  /** Carries out what was started outside the panel. Not before the conversation is known. */
  takeActions: () => Promise<void>
  /** What may be known, without reading it, of the active tab or of the one the panel is pinned to. */
  describePage: () => Promise<TabDescription | undefined>
  /** Chooses the model for this panel's next question; new chats start with it too. */
  choosePreset: (presetId: string) => Promise<void>
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
