import { BrowserPart } from './BrowserPart'
import styles from './DiagnosticsSection.module.css'
import { LiveRuns } from './LiveRuns'
import { RecentRuns } from './RecentRuns'
import { RecordingsPart } from './RecordingsPart'
import { ReportPart } from './ReportPart'
import { StoragePart } from './StoragePart'
import { useDiagnostics } from './use-diagnostics'

/** What helps to find out why an answer went wrong, or what Gloss is doing. */
export function DiagnosticsSection() {
  const diagnostics = useDiagnostics()
  return (
    <div className={styles.diagnostics}>
      {diagnostics && (
        <>
          <LiveRuns rows={diagnostics.runs.filter(({ run }) => run.status === 'streaming')} />
          <RecentRuns rows={diagnostics.runs.filter(({ run }) => run.status !== 'streaming')} />
        </>
      )}
      <RecordingsPart />
      {diagnostics && (
        <>
          <StoragePart storage={diagnostics.storage} />
          <BrowserPart {...diagnostics} />
          <ReportPart diagnostics={diagnostics} />
        </>
      )}
    </div>
  )
}
