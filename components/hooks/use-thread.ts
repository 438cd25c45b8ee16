import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useMemo } from 'react'
import type { Conversation } from '../../lib/chat/conversation'
import { threadTo, type Message } from '../../lib/chat/message'
import { getConversation } from '../../lib/db/conversations'
import { listMessages } from '../../lib/db/messages'
import { useChatSession, useChatState } from './use-chat'

type Thread = {
  conversation: Conversation | undefined
  messages: Message[]
  /** Every stored message, those beside the shown path too. */
  all: readonly Message[]
  loaded: boolean
}

const none: readonly Message[] = []

/** The stored path to the conversation's leaf. Answers in flight are merged in where they are drawn. */
export function useThread(): Thread {
  const { chat, takeActions } = useChatSession()
  const conversationId = useChatState((state) => state.conversationId)
  const stored = useLiveQuery(
    async () => ({
      conversationId,
      conversation: await getConversation(conversationId),
      messages: await listMessages(conversationId),
    }),
    [conversationId],
  )
  const current = stored?.conversationId === conversationId ? stored : undefined
  const messages = useMemo(
    () => (current ? threadTo(current.messages, current.conversation?.leafId ?? null) : []),
    [current],
  )

  const loaded = current !== undefined

  useEffect(() => {
    if (current) chat.sync(current.messages)
  }, [chat, current])

  // Not before the conversation is known: an action has to see whether an answer is being written here.
  useEffect(() => {
    if (loaded) void takeActions()
  }, [takeActions, loaded])

  return { conversation: current?.conversation, messages, all: current?.messages ?? none, loaded }
}

/** A message as it stands: the port's copy while it is being written, the database's once it has ended. */
export function useLiveMessage(stored: Message): Message {
  const live = useChatState((state) => state.live[stored.id])
  return stored.status === 'streaming' && live ? live : stored
}
