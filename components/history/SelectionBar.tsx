import type { Conversation } from '../../lib/chat/conversation'
import { useAttempt } from '../hooks/use-attempt'
import { useExport } from '../hooks/use-export'
import { Button } from '../ui/Button'
import type { History } from './use-history'
import styles from './HistoryDialog.module.css'

type SelectionBarProps = {
  selected: Conversation[]
  history: History
  onMove: () => void
  onAll: () => void
  onNone: () => void
  onRemove: () => void
}

/** What can be done with several conversations at once. */
export function SelectionBar({ selected, history, onMove, onAll, onNone, onRemove }: SelectionBarProps) {
  const { start } = useExport()
  const attempt = useAttempt()
  const none = selected.length === 0
  const save = () =>
    attempt(async () => {
      const conversationIds = selected.map(({ id }) => id)
      const name = await start({ format: 'backup', conversationIds, withAttachments: true, withSettings: false })
      if (name !== undefined) history.say(`Saved as “${name}”.`)
    })
  return (
    <div className={styles.selection} role="group" aria-label="Selected conversations" data-testid="history-selection">
      <span className={styles.selected} role="status">
        {selected.length.toLocaleString('en')} selected
      </span>
      <Button look="quiet" onClick={none ? onAll : onNone}>
        {none ? 'Select all' : 'Select none'}
      </Button>
      <div className={styles.acts}>
        <Button disabled={none} onClick={onMove}>
          Move
        </Button>
        <Button disabled={none} onClick={save}>
          Export
        </Button>
        <Button look="danger" disabled={none} onClick={onRemove}>
          Delete
        </Button>
      </div>
    </div>
  )
}
