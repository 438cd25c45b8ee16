import type { Conversation } from '../../lib/chat/conversation'
import type { Message } from '../../lib/chat/message'
import { getConversation } from '../../lib/db/conversations'
import { listMessages } from '../../lib/db/messages'

/** What is stored of a conversation. `conversation` is undefined while nothing is. */
export type StoredThread = { conversationId: string; conversation: Conversation | undefined; messages: Message[] }

export async function readThread(conversationId: string): Promise<StoredThread> {
  const [conversation, messages] = await Promise.all([getConversation(conversationId), listMessages(conversationId)])
  return { conversationId, conversation, messages }
}
