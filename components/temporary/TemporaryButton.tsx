import { MessageCircleDashed } from 'lucide-react'
import { isTemporary } from '../../lib/chat/temporary'
import { useAttempt } from '../hooks/use-attempt'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { IconButton } from '../ui/Button'

/** Goes to the chat of this window that is never written, or begins one. */
export function TemporaryButton() {
  const { chat } = useChatSession()
  const attempt = useAttempt()
  const isShown = useChatState(({ conversationId }) => isTemporary(conversationId))
  return (
    <IconButton
      label="Temporary chat"
      aria-pressed={isShown}
      data-testid="temporary-chat"
      onClick={() =>
        attempt(() => chat.go(async (written) => (await import('./start-temporary')).start(chat, written)))
      }
    >
      <MessageCircleDashed size={17} aria-hidden />
    </IconButton>
  )
}
