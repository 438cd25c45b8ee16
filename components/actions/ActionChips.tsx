import { Slash } from 'lucide-react'
import { useChatSession, useChatState } from '../hooks/use-chat'
import styles from './ActionChips.module.css'
import { ActionIcon } from './ActionIcon'
import { useActionsAt } from './use-actions'

/** Above the composer, once something is attached and nothing is written yet: what can be done with it by one click. */
export function ActionChips() {
  const isAttached = useChatState((state) => state.attachmentIds.length > 0)
  const isWritten = useChatState((state) => state.text !== '')
  const isReading = useChatState((state) => state.reading !== null)
  return isAttached && !isWritten && !isReading ? <Chips except={[]} hasMore /> : null
}

/** @param except the ids of those that are offered elsewhere on the same screen. */
export function Chips({ except, hasMore = false }: { except: readonly string[]; hasMore?: boolean }) {
  const { chat, actions: runner } = useChatSession()
  const actions = useActionsAt('chip').filter(({ id }) => !except.includes(id))
  if (actions.length === 0 && !hasMore) return null
  const chips = (
    <ul className={styles.chips} aria-label="Quick actions">
      {actions.map(({ id, name, description, icon }) => (
        <li key={id}>
          <button
            type="button"
            className={styles.chip}
            title={description}
            data-testid="action-chip"
            data-action={id}
            onClick={() => void runner.run(id)}
          >
            <ActionIcon name={icon} size={14} />
            <span dir="auto">{name}</span>
          </button>
        </li>
      ))}
    </ul>
  )
  if (!hasMore) return chips
  return (
    <div className={styles.line}>
      {actions.length > 0 && chips}
      <button
        type="button"
        className={styles.chip}
        data-testid="action-chip-more"
        onClick={() => {
          chat.setText('/')
          chat.focusComposer()
        }}
      >
        <Slash size={13} aria-hidden />
        More
      </button>
    </div>
  )
}
