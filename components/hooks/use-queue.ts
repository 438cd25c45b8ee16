import { useLiveQuery } from 'dexie-react-hooks'
import { getWaiting, type Waiting } from '../../lib/db/queue'
import { useChatState } from './use-chat'

const nothing: Waiting = { line: [] }

/** What waits in the shown conversation, and for what. */
export function useQueue(): Waiting {
  const conversationId = useChatState((state) => state.conversationId)
  const found = useLiveQuery(
    async () => ({ conversationId, waiting: await getWaiting(conversationId) }),
    [conversationId],
  )
  return found?.conversationId === conversationId ? found.waiting : nothing
}
