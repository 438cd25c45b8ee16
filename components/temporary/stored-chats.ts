import { getAttachments } from '../../lib/db/attachments'
import { getConversation } from '../../lib/db/conversations'
import { getDraft } from '../../lib/db/drafts'
import type { StoredChats } from '../../lib/panel/temporary-chat'

export const storedChats: StoredChats = {
  has: async (conversationId) => (await getConversation(conversationId)) !== undefined,
  draftOf: getDraft,
  attachmentsAmong: async (ids) => (await getAttachments([...ids])).map(({ id }) => id),
}
