import { MessageCircleDashed } from 'lucide-react'
import { isTemporary } from '../../lib/chat/temporary'
import { getDraft } from '../../lib/db/conversations'
import { temporaryView } from '../../lib/db/temporary-views'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { IconButton } from '../ui/Button'

/** Goes to the chat of this window that is never written, or begins one. */
export function TemporaryButton() {
  const { chat } = useChatSession()
  const isShown = useChatState(({ conversationId }) => isTemporary(conversationId))
  return (
    <IconButton
      label="Temporary chat"
      aria-pressed={isShown}
      data-testid="temporary-chat"
      onClick={() => void chat.temporary.start(findTemporary)}
    >
      <MessageCircleDashed size={17} aria-hidden />
    </IconButton>
  )
}

async function findTemporary(windowId: number) {
  const view = await temporaryView(windowId)
  return view && { conversationId: view.conversationId, draft: await getDraft(view.conversationId) }
}
