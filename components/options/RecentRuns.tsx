import { useState } from 'react'
import { keptRuns, type RunRecord } from '../../lib/chat/run-record'
import { statusNames } from '../chat/details-words'
import { call } from '../../lib/messaging/calls'
import { Button } from '../ui/Button'
import { ageInWords } from './age'
import controls from './controls.module.css'
import styles from './DiagnosticsSection.module.css'
import { useOptions } from './options-context'
import { RunFilterFields } from './RunFilterFields'
import { RunLine } from './RunLine'
import { filterRuns, runSummary, type RunFilter } from './run-words'
import type { RunRow } from './use-diagnostics'
import { useNow } from './use-now'

const shownAtFirst = 10
const everything: RunFilter = { status: 'all', providerId: '', order: 'newest' }

/** The answers of late, and how they went. */
export function RecentRuns({ rows }: { rows: readonly RunRow[] }) {
  const { report } = useOptions()
  const [filter, setFilter] = useState(everything)
  const [showsAll, setShowsAll] = useState(false)
  const now = useNow()
  const found = filterRuns(rows, filter)
  const shown = showsAll ? found : found.slice(0, shownAtFirst)
  return (
    <section aria-labelledby="recent-runs" className={styles.part} data-testid="recent-runs">
      <div className={styles.heading}>
        <h2 id="recent-runs" className={styles.title}>
          Recent answers
        </h2>
        {rows.length > 0 && (
          <Button
            look="danger"
            className={controls.small ?? ''}
            data-testid="delete-runs"
            onClick={() => void call('deleteRuns').catch(report)}
          >
            Delete the list
          </Button>
        )}
      </div>
      {rows.length === 0 ? (
        <p className={styles.empty}>
          {`How the next answers go is listed here: times, sizes and failures of the last ${keptRuns}, nothing of what is asked or answered.`}
        </p>
      ) : (
        <>
          <RunFilterFields filter={filter} onChange={setFilter} rows={rows} />
          {found.length === 0 ? (
            <p className={styles.empty}>{`No answer is ${nameOf(filter.status)} there.`}</p>
          ) : (
            <ul className={styles.list}>
              {shown.map((row) => (
                <RunLine
                  key={row.run.messageId}
                  row={row}
                  summary={runSummary(row.run)}
                  when={ageInWords(row.run.startedAt, now)}
                />
              ))}
            </ul>
          )}
          {shown.length < found.length && (
            <Button look="quiet" data-testid="show-all-runs" onClick={() => setShowsAll(true)}>
              {`Show all ${found.length}`}
            </Button>
          )}
        </>
      )}
    </section>
  )
}

function nameOf(status: RunRecord['status'] | 'all'): string {
  return status === 'all' ? 'listed' : statusNames[status].toLowerCase()
}
