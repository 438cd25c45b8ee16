import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { Conversation } from '../../lib/chat/conversation'
import { threadTo, type Message } from '../../lib/chat/message'
import { Reused } from '../../lib/chat/same'
import type { StoredThread } from './read-thread'
import { useChatSession, useChatState } from './use-chat'

type Thread = {
  conversation: Conversation | undefined
  messages: readonly Message[]
  /** Every stored message, those beside the shown path too. */
  all: readonly Message[]
  loaded: boolean
}

const none: readonly Message[] = []

/** What is stored of the shown conversation; undefined until it is read. */
export function useStoredThread(): StoredThread | undefined {
  const { thread } = useChatSession()
  const conversationId = useChatState((state) => state.conversationId)
  return useSyncExternalStore(thread.subscribe, () => thread.of(conversationId))
}

/** The stored path to the conversation's leaf. Answers in flight are merged in where they are drawn. */
export function useThread(): Thread {
  const { chat, takeActions, thread } = useChatSession()
  const conversationId = useChatState((state) => state.conversationId)
  const current = useStoredThread()
  useEffect(() => thread.show(conversationId), [thread, conversationId])
  const loaded = current !== undefined
  // Every reading makes new objects of all messages. Those that did not change must not be drawn again.
  const [reused] = useState(() => new Reused<Message>())
  const all = reused.update(current?.messages ?? none)
  const leafId = current?.conversation?.leafId ?? null
  const messages = useMemo(() => threadTo(all, leafId), [all, leafId])

  useEffect(() => {
    if (loaded) chat.sync(all)
  }, [chat, loaded, all])

  // Not before the conversation is known: an action has to see whether an answer is being written here.
  useEffect(() => {
    if (loaded) void takeActions()
  }, [takeActions, loaded])

  return { conversation: current?.conversation, messages, all, loaded }
}

/** A message as it stands: the port's copy while it is being written, the database's once it has ended. */
export function useLiveMessage(stored: Message): Message {
  const live = useChatState((state) => state.live[stored.id])
  return stored.status === 'streaming' && live ? live : stored
}
