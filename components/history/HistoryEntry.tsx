import { Pin, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Conversation } from '../../lib/chat/conversation'
import type { ConversationState } from '../../lib/db/conversation-states'
import { IconButton } from '../ui/Button'
import { ConversationMenu } from './ConversationMenu'
import { NameField } from './NameField'
import { stateWords } from './state-words'
import type { History, Place } from './use-history'
import { useRefocus } from './use-refocus'
import styles from './HistoryDialog.module.css'

type HistoryEntryProps = {
  conversation: Conversation
  history: History
  unseen: boolean
  renaming: boolean
  onRenaming: (renaming: boolean) => void
  onMove: () => void
  onRemove: () => void
  /** Undefined while nothing is being selected. */
  selected: boolean | undefined
  onToggle: () => void
  /** In place of its title alone. */
  children?: ReactNode
  /** Where in it a click leads. */
  place?: Place
}

/** A conversation in the history: a click opens it, or selects it. */
export function HistoryEntry(props: HistoryEntryProps) {
  const { conversation, history, unseen, renaming, onRenaming, onMove, onRemove, selected, onToggle } = props
  const { id, title, pinnedAt } = conversation
  const name = title || 'Untitled'
  const { button, byKey } = useRefocus(renaming)
  if (renaming) {
    return (
      <NameField
        label="Name of this conversation"
        value={title}
        maxLength={200}
        onKeep={(written) => history.rename(id, written)}
        onEnd={(wasByKey) => {
          byKey.current = wasByKey
          onRenaming(false)
        }}
      />
    )
  }
  const selecting = selected !== undefined
  return (
    <>
      <button
        type="button"
        ref={button}
        className={styles.open}
        {...(selecting ? { role: 'checkbox', 'aria-checked': selected } : { 'aria-current': id === history.shown })}
        data-row
        data-testid="history-entry"
        onClick={() => (selecting ? onToggle() : history.open(props.place ?? { conversationId: id }))}
      >
        {selecting && <span className={styles.box} aria-hidden />}
        {props.children ?? (
          <span className={styles.title} dir="auto" title={name}>
            {name}
          </span>
        )}
        {pinnedAt !== undefined && <Pin size={12} className={styles.pin} aria-label="Pinned" />}
        <State state={history.stored?.states.get(id)} unseen={unseen} />
      </button>
      {!selecting && (
        <>
          <ConversationMenu
            conversation={conversation}
            history={history}
            onRename={() => onRenaming(true)}
            onMove={onMove}
          />
          <IconButton label={`Delete “${name}”`} onClick={onRemove}>
            <Trash2 size={15} aria-hidden />
          </IconButton>
        </>
      )}
    </>
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
