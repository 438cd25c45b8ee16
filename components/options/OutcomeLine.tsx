import { CircleAlert, CircleCheck, LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './OutcomeLine.module.css'
import type { CheckupState } from '../checkup/use-checkups'
import { CheckupHeadline } from '../checkup/CheckupHeadline'
import type { Outcome } from './use-provider-form'
import spinner from '../ui/Spinner.module.css'

type OutcomeLineProps = {
  outcome: Outcome | undefined
  /** Has more to say than the outcome. */
  checkup: CheckupState | undefined
  /** The server is on this computer. */
  local: boolean
  /** What is being done right now. */
  progress: string | undefined
  /** How a failure is shown. */
  children: (outcome: Extract<Outcome, { tone: 'failure' }>) => ReactNode
}

/** How *Save* or *Check* went, in one sentence. It always stands in the page, so that screen readers hear it change. */
export function OutcomeLine({ outcome, checkup, local, progress, children }: OutcomeLineProps) {
  if (checkup) {
    return (
      <div role="status" className={styles.line}>
        <CheckupHeadline state={checkup} local={local} />
      </div>
    )
  }
  return (
    <div role="status" className={styles.line}>
      {progress !== undefined && !outcome && (
        <p className={styles.sentence}>
          <LoaderCircle size={16} className={spinner.spinning} aria-hidden />
          {progress}
        </p>
      )}
      {outcome && outcome.tone !== 'failure' && (
        <p className={`${styles.sentence} ${styles[outcome.tone]}`}>
          {outcome.tone === 'good' ? <CircleCheck size={16} aria-hidden /> : <CircleAlert size={16} aria-hidden />}
          {outcome.sentence}
        </p>
      )}
      {outcome?.tone === 'failure' && children(outcome)}
    </div>
  )
}
