import type { Progress } from '../../lib/transfer/export'
import { Button } from '../ui/Button'
import styles from './DataSection.module.css'

type ProgressLineProps = { label: string; progress: Progress | undefined; onCancel: () => void }

/** Long work, how far it has come, and the way out of it. */
export function ProgressLine({ label, progress, onCancel }: ProgressLineProps) {
  const known = progress !== undefined && progress.total > 0
  return (
    <div className={styles.working} data-testid="transfer-progress">
      <p role="status">{label}</p>
      <progress
        className={styles.bar}
        aria-label={label}
        {...(known ? { value: progress.done, max: progress.total } : {})}
      />
      <div>
        <Button data-testid="transfer-cancel" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  )
}
