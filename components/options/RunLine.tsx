import { isTemporary } from '../../lib/chat/temporary'
import { useOptions } from './options-context'
import styles from './RunLine.module.css'
import { stateOfRun } from './run-words'
import type { RunRow } from './use-diagnostics'

type RunLineProps = {
  row: RunRow
  /** How it went or goes. */ summary: readonly string[]
  /** When it was. */ when?: string
}

/** One run of a list. */
export function RunLine({ row: { run, title }, summary, when }: RunLineProps) {
  const { providers } = useOptions()
  const provider = providers.find(({ id }) => id === run.providerId)?.name ?? run.providerId
  return (
    <li className={styles.run} data-testid="run" data-status={run.status} data-message-id={run.messageId}>
      <p className={styles.head}>
        <span className={styles.title}>
          {title ?? (isTemporary(run.conversationId) ? 'A temporary chat' : 'A deleted conversation')}
        </span>
        <span className={`${styles.state} ${styles[run.status]}`} data-testid="run-state">
          {stateOfRun(run)}
        </span>
      </p>
      <p className={styles.muted}>
        {[run.purpose === 'title' && 'Name of the conversation', provider, run.model, when].filter(Boolean).join(' · ')}
      </p>
      <p className={styles.figures} data-testid="run-summary">
        {summary.map((fact, index) => (
          <span key={fact}>
            {index > 0 && ' · '}
            <span className={styles.fact}>{fact}</span>
          </span>
        ))}
      </p>
      {run.error && <p className={styles.error}>{`${run.error.message} (${run.error.kind})`}</p>}
    </li>
  )
}
