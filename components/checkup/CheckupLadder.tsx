import { Check, LoaderCircle, Minus, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Rung } from '../../lib/chat/checkup'
import { rungNames, rungTitles } from '../../lib/chat/checkup'
import styles from './Checkup.module.css'
import { RungMend, type MendPlaces } from './RungMend'
import type { CheckupState } from './use-checkups'
import spinner from '../ui/Spinner.module.css'

type CheckupLadderProps = { state: CheckupState; providerId: string; places: MendPlaces }

/** The rungs of a checkup. Where all of them hold, they are folded away: then one sentence is enough. */
export function CheckupLadder({ state, providerId, places }: CheckupLadderProps) {
  if (state.status === 'broken') return null
  if (state.status === 'running') return <Climbing rungs={state.rungs} />
  const { outcome, rungs } = state.checkup
  if (rungs.length === 0) return null
  const list = <Rungs rungs={rungs} providerId={providerId} places={places} />
  if (outcome !== 'good') return list
  return (
    <details className={styles.folded}>
      <summary>What was checked</summary>
      {list}
    </details>
  )
}

const states: Record<Rung['state'], string> = {
  passed: 'Passed',
  warning: 'Warning',
  failed: 'Failed',
  skipped: 'Skipped',
}

function Climbing({ rungs }: { rungs: Rung[] }) {
  const next = rungNames[rungs.length]
  return (
    <ol className={styles.ladder} data-testid="checkup-ladder">
      {rungs.map((rung) => (
        <RungRow key={rung.name} rung={rung} />
      ))}
      {next !== undefined && (
        <li className={styles.rung} data-state="running">
          <LoaderCircle size={15} className={spinner.spinning} aria-hidden />
          <p className={styles.title}>{rungTitles[next]}</p>
        </li>
      )}
    </ol>
  )
}

function Rungs({ rungs, providerId, places }: { rungs: Rung[]; providerId: string; places: MendPlaces }) {
  const failedAt = rungs.findIndex(({ state }) => state === 'failed')
  const reached = failedAt < 0 ? rungs : rungs.slice(0, failedAt + 1)
  const beyond = rungs.slice(reached.length).map(({ name }) => inSentence(rungTitles[name]))
  return (
    <ol className={styles.ladder} data-testid="checkup-ladder">
      {reached.map((rung) => (
        <RungRow key={rung.name} rung={rung}>
          {rung.mend && <RungMend mend={rung.mend} providerId={providerId} places={places} />}
        </RungRow>
      ))}
      {beyond.length > 0 && (
        <li className={styles.rung} data-state="skipped">
          <Minus size={15} aria-hidden />
          <p className={styles.sentence}>{`Not reached: ${beyond.join(', ')}.`}</p>
        </li>
      )}
    </ol>
  )
}

function inSentence(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1)
}

function RungRow({ rung, children }: { rung: Rung; children?: ReactNode }) {
  return (
    <li className={styles.rung} data-rung={rung.name} data-state={rung.state}>
      <RungIcon state={rung.state} />
      <div className={styles.what}>
        <p className={styles.line}>
          <span className={styles.title}>
            {rungTitles[rung.name]}
            <span className={styles.spoken}>{`: ${states[rung.state]}.`}</span>
          </span>{' '}
          <span className={styles.sentence}>{rung.sentence}</span>
        </p>
        {rung.detail && (
          <details className={styles.detail}>
            <summary>What the server said</summary>
            <p>{rung.detail}</p>
          </details>
        )}
        {children}
      </div>
    </li>
  )
}

function RungIcon({ state }: { state: Rung['state'] }) {
  switch (state) {
    case 'passed':
      return <Check size={15} aria-hidden />
    case 'warning':
      return <TriangleAlert size={15} aria-hidden />
    case 'failed':
      return <X size={15} aria-hidden />
    case 'skipped':
      return <Minus size={15} aria-hidden />
  }
}
