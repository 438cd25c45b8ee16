import { getAttachments } from '../../lib/db/attachments'
import { getConversation, getDraft } from '../../lib/db/conversations'
import type { StoredChats } from '../../lib/panel/temporary-chat'

export const storedChats: StoredChats = {
  has: async (conversationId) => (await getConversation(conversationId)) !== undefined,
  draftOf: getDraft,
  attachmentsAmong: async (ids) => (await getAttachments([...ids])).map(({ id }) => id),
}
