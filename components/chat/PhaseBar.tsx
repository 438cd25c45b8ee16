import { phasesOf, type RunMetrics } from '../../lib/chat/run-metrics'
import { phaseNames } from './details-words'
import { inTime } from './measure-words'
import styles from './PhaseBar.module.css'

/** What a run's time was spent on, as a bar and in words. */
export function PhaseBar({ metrics }: { metrics: RunMetrics }) {
  const phases = phasesOf(metrics).filter(({ ms }) => ms > 0)
  if (phases.length === 0) return null
  return (
    <div className={styles.phases} data-testid="phases">
      <div className={styles.bar} aria-hidden>
        {phases.map(({ phase, ms }) => (
          <span key={phase} className={`${styles.segment} ${styles[phase]}`} style={{ flexGrow: ms }} />
        ))}
      </div>
      <ul className={styles.legend} aria-label="What the time was spent on">
        {phases.map(({ phase, ms }) => (
          <li key={phase} className={styles.entry}>
            <span className={`${styles.swatch} ${styles[phase]}`} aria-hidden />
            {phaseNames[phase]} <span className={styles.time}>{inTime(ms)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
