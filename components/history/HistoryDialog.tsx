import { useLiveQuery } from 'dexie-react-hooks'
import { Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Conversation } from '../../lib/chat/conversation'
import { conversationStates, type ConversationState } from '../../lib/db/conversation-states'
import { getDraft, listConversations } from '../../lib/db/conversations'
import { call } from '../../lib/messaging/calls'
import { followUnseenConversations } from '../../lib/panel/unseen-conversations'
import { useAttempt } from '../hooks/use-attempt'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { Button, IconButton } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { ConversationMenu } from './ConversationMenu'
import { groupByDay } from './group-by-day'
import { stateWords } from './state-words'
import styles from './HistoryDialog.module.css'

async function listWithStates() {
  const conversations = await listConversations()
  return { conversations, states: await conversationStates(conversations) }
}

/** Every stored conversation, by day, with how it stands. Deleting can be undone. */
export function HistoryDialog({ onClose }: { onClose: () => void }) {
  const { chat } = useChatSession()
  const shown = useChatState((state) => state.conversationId)
  const { conversations, states } = useLiveQuery(listWithStates) ?? {}
  const [unseen, setUnseen] = useState<ReadonlySet<string>>(new Set())
  const [openedAt] = useState(Date.now)
  const [deleted, setDeleted] = useState<Conversation | null>(null)
  const [done, setDone] = useState('')
  const attempt = useAttempt()

  useEffect(() => followUnseenConversations(setUnseen), [])

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
      {/* It always stands here, so that screen readers hear it change. */}
      <p className={styles.done} role="status" data-testid="history-done">
        {done}
      </p>
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
                  <span className={styles.title}>{conversation.title || 'Untitled'}</span>
                  <State state={states?.get(conversation.id)} unseen={unseen.has(conversation.id)} />
                </button>
                <ConversationMenu conversation={conversation} onDone={setDone} />
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

function State({ state, unseen }: { state: ConversationState | undefined; unseen: boolean }) {
  const words = stateWords(state, unseen)
  if (words.length === 0) return null
  return (
    <span
      className={styles.state}
      data-state={state?.answer ?? (unseen ? 'new' : undefined)}
      data-testid="history-state"
    >
      {words.join(' · ')}
    </span>
  )
}
