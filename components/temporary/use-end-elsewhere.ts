import { useEffect, useRef } from 'react'
import { ChatError } from '../../lib/chat/chat-error'
import { goOnElsewhere } from '../../lib/panel/temporary-chat'
import { say } from '../announce/say'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { storedChats } from './stored-chats'

export const keptWords = 'The chat is kept: it is in your history.'
const discardedWords = 'This temporary chat was discarded in another window. What you ask here begins another one.'

/**
 * Goes on when the shown temporary chat was kept or discarded in another window.
 * @param isEmpty nothing of it is to be seen, perhaps not yet.
 */
export function useEndElsewhere(isEmpty: boolean): void {
  const { chat } = useChatSession()
  const conversationId = useChatState((state) => state.conversationId)
  // A question that came too late is given back first.
  const isSending = useChatState(({ sent }) => sent !== null)
  const begun = useRef('')

  useEffect(() => {
    if (!isEmpty) begun.current = conversationId
    else if (!isSending) {
      const hadBegun = begun.current === conversationId
      goOnElsewhere(chat, hadBegun, () => crypto.randomUUID(), storedChats)
        .then((end) => {
          if (end === 'kept') say(keptWords)
          if (end === 'discarded') chat.report(new ChatError('bad-request', discardedWords), true)
        })
        .catch((error: unknown) => chat.report(error))
    }
  }, [chat, conversationId, isEmpty, isSending])
}
