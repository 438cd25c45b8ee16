import type { Dictation } from './use-dictation'
import styles from './Dictation.module.css'

/** What is being heard, until it stands in the question. */
export function DictationStatus({ dictation: { state, passing } }: { dictation: Dictation }) {
  if (state !== 'listening' && state !== 'waiting') return null
  return (
    <p className={styles.status} data-testid="dictation-status">
      <span className={styles.dot} aria-hidden />
      <span role="status">{state === 'waiting' ? 'Waiting for the microphone…' : 'Listening.'}</span>
      <span className={styles.passing} dir="auto">
        {passing}
      </span>
    </p>
  )
}
