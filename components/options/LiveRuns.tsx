import styles from './DiagnosticsSection.module.css'
import { RunLine } from './RunLine'
import { liveSummary } from './run-words'
import type { RunRow } from './use-diagnostics'
import { useNow } from './use-now'

/** The answers that are being written, in whichever window. */
export function LiveRuns({ rows }: { rows: readonly RunRow[] }) {
  return (
    <section aria-labelledby="live-runs" className={styles.part} data-testid="live-runs">
      <h2 id="live-runs" className={styles.title}>
        Being written now
      </h2>
      {rows.length === 0 ? (
        <p className={styles.empty}>No answer is being written.</p>
      ) : (
        <ul className={styles.list}>
          {rows.map((row) => (
            <LiveRun key={row.run.messageId} row={row} />
          ))}
        </ul>
      )}
    </section>
  )
}

/** The only thing on the page that moves by itself: the clock is the page's, nobody is asked. */
function LiveRun({ row }: { row: RunRow }) {
  const now = useNow(1_000)
  return <RunLine row={row} summary={liveSummary(row.run, now)} />
}
