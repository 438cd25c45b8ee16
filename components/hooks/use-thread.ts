import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { Conversation } from '../../lib/chat/conversation'
import { threadTo, type Message } from '../../lib/chat/message'
import { Reused } from '../../lib/chat/same'
import type { BegunTurn } from '../../lib/panel/live-answers'
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
  const read = current?.messages ?? none
  const end = current?.conversation?.leafId ?? null
  const ahead = useAhead(read, end)
  // Every reading makes new objects of all messages. Those that did not change must not be drawn again.
  const [reused] = useState(() => new Reused<Message>())
  const all = reused.update(useMemo(() => (ahead ? [...read, ahead.question, ahead.answer] : read), [read, ahead]))
  const leafId = ahead ? ahead.answer.id : end
  const messages = useMemo(() => threadTo(all, leafId), [all, leafId])
  const isAhead = ahead !== null

  useEffect(() => {
    if (loaded) chat.sync(all, isAhead)
  }, [chat, loaded, all, isAhead])

  // Not before the conversation is known: an action has to see whether an answer is being written here.
  useEffect(() => {
    if (loaded) void takeActions()
  }, [takeActions, loaded])

  return { conversation: current?.conversation, messages, all, loaded }
}

/** What the worker has just stored behind the end of the thread: it is shown before the database is read again. */
function useAhead(read: readonly Message[], end: string | null): BegunTurn | null {
  const begun = useChatState((state) => state.begun)
  const isNext = begun?.question.parentId === end && !read.some(({ id }) => id === begun.question.id)
  return isNext ? begun : null
}

/** A message as it stands: the port's copy while it is being written, the database's once it has ended. */
export function useLiveMessage(stored: Message): Message {
  const live = useChatState((state) => state.live[stored.id])
  return stored.status === 'streaming' && live ? live : stored
}
