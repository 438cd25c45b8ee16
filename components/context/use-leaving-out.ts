import { leavingOut } from '../../lib/chat/attachment'
import { call } from '../../lib/messaging/calls'
import { useAttempt } from '../hooks/use-attempt'
import { useChatSession, useChatState } from '../hooks/use-chat'
import type { Earlier } from './earlier'

/** Takes what was attached before out of the next question and of those after it, or brings it back. */
export function useLeavingOut(): (earlier: Earlier) => void {
  const { chat } = useChatSession()
  const draftIds = useChatState((state) => state.attachmentIds)
  const attempt = useAttempt()
  return ({ attachment, leftOut }) =>
    attempt(async () => {
      if (!leftOut) {
        const { conversationId } = chat.store.getState()
        const snapshot = leavingOut(attachment, Date.now())
        const { id } = await call('saveAttachment', { conversationId, snapshot })
        return chat.attach(id)
      }
      // Not sent yet, it is as if it had never been left out.
      if (draftIds.includes(leftOut.id)) chat.detach(leftOut.id)
      else chat.attach(attachment.id)
    })
}
