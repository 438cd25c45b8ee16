import { ageInWords } from './age'
import { workerWords } from './diagnostics-report'
import styles from './DiagnosticsSection.module.css'
import { FactList } from './FactList'
import type { Diagnostics } from './use-diagnostics'
import { useNow } from './use-now'

type BrowserPartProps = Pick<Diagnostics, 'facts' | 'today' | 'lastDeathAt'>

/** Where Gloss runs, and what it may do there. */
export function BrowserPart({ facts, today, lastDeathAt }: BrowserPartProps) {
  const now = useNow()
  const worker = workerWords(today, lastDeathAt, (time) => ageInWords(time, now))
  return (
    <section aria-labelledby="browser" className={styles.part} data-testid="browser-facts">
      <h2 id="browser" className={styles.title}>
        Browser and permissions
      </h2>
      <FactList
        facts={[
          ['Gloss', `Version ${facts.version}`],
          ['Browser', facts.browser],
          ['Background', `${worker.charAt(0).toUpperCase()}${worker.slice(1)}`],
          ['Permissions', facts.permissions.join(', ')],
          ['Hosts', facts.hosts.join(', ') || 'No server yet'],
        ]}
      />
    </section>
  )
}
