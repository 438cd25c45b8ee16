import { threadTo } from '../chat/message'
import { getConversation } from './conversations'
import { listMessages } from './messages'

/** Whether a message can be seen without another branch being chosen. */
export async function isOnShownPath(conversationId: string, messageId: string): Promise<boolean> {
  const conversation = await getConversation(conversationId)
  const thread = threadTo(await listMessages(conversationId), conversation?.leafId ?? null)
  return thread.some(({ id }) => id === messageId)
}
