import { useLiveQuery } from 'dexie-react-hooks'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Conversation } from '../../lib/chat/conversation'
import { getDraft, listConversations } from '../../lib/db/conversations'
import { call } from '../../lib/messaging/calls'
import { useAttempt } from '../hooks/use-attempt'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { Button, IconButton } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { groupByDay } from './group-by-day'
import styles from './HistoryDialog.module.css'

/** Every stored conversation, by day. Deleting can be undone. */
export function HistoryDialog({ onClose }: { onClose: () => void }) {
  const { chat } = useChatSession()
  const shown = useChatState((state) => state.conversationId)
  const conversations = useLiveQuery(listConversations)
  const [openedAt] = useState(Date.now)
  const [deleted, setDeleted] = useState<Conversation | null>(null)
  const attempt = useAttempt()

  const open = (conversationId: string) =>
    attempt(async () => {
      chat.open(conversationId, await getDraft(conversationId))
      onClose()
    })
  const remove = (conversation: Conversation) =>
    attempt(async () => {
      await call('deleteConversation', { conversationId: conversation.id })
      setDeleted(conversation)
      if (conversation.id === shown) chat.newChat()
    })
  const restore = ({ id }: Conversation) =>
    attempt(async () => {
      await call('restoreConversation', { conversationId: id })
      setDeleted(null)
    })

  return (
    <Dialog title="History" onClose={onClose} testId="history">
      {deleted && (
        <div className={styles.undo} role="status">
          <span>Deleted “{deleted.title}”.</span>
          <Button onClick={() => restore(deleted)}>Undo</Button>
        </div>
      )}
      {conversations?.length === 0 && (
        <p className={styles.none}>Conversations you have are kept here, on this computer.</p>
      )}
      {groupByDay(conversations ?? [], openedAt).map(({ day, conversations: ofDay }) => (
        <section key={day}>
          <h3 className={styles.day}>{day}</h3>
          <ul className={styles.list}>
            {ofDay.map((conversation) => (
              <li key={conversation.id} className={styles.row}>
                <button
                  type="button"
                  className={styles.open}
                  aria-current={conversation.id === shown}
                  data-testid="history-entry"
                  onClick={() => open(conversation.id)}
                >
                  {conversation.title || 'Untitled'}
                </button>
                <IconButton label={`Delete “${conversation.title}”`} onClick={() => remove(conversation)}>
                  <Trash2 size={15} aria-hidden />
                </IconButton>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Dialog>
  )
}
