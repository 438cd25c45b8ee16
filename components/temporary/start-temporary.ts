import { getDraft } from '../../lib/db/drafts'
import { temporaryView } from '../../lib/db/temporary-views'
import type { Chat } from '../../lib/panel/chat-store'
import { startTemporary } from '../../lib/panel/temporary-chat'

/**
 * Shows the temporary chat of the panel's window, with its draft, or begins one.
 * @param written what was in the composer when it was chosen.
 */
export function start(chat: Chat, written: string): Promise<void> {
  return startTemporary(
    chat,
    () => crypto.randomUUID(),
    async (windowId) => {
      const view = await temporaryView(windowId)
      return view && { conversationId: view.conversationId, draft: await getDraft(view.conversationId) }
    },
    written,
  )
}
