import { listUnseen, watchUnseen } from '../messaging/unseen'

/** Calls back, now and whenever it changes, with the conversations in which an answer ended unseen. Returns the way to stop. */
export function followUnseenConversations(onChange: (conversationIds: ReadonlySet<string>) => void): () => void {
  let followed = true
  const look = async () => {
    const unseen = await listUnseen()
    if (followed) onChange(new Set(unseen.map(({ conversationId }) => conversationId)))
  }
  // Without the session's storage nothing is marked; the answers are there all the same.
  const lookNow = () => void look().catch(() => undefined)
  const leave = watchUnseen(lookNow)
  lookNow()
  return () => {
    followed = false
    leave()
  }
}
