import { CircleAlert, CircleCheck, CircleSlash, LoaderCircle, TriangleAlert } from 'lucide-react'
import type { CheckupOutcome } from '../../lib/chat/checkup'
import styles from './Checkup.module.css'
import type { CheckupState } from './use-checkups'
import spinner from '../ui/Spinner.module.css'

type CheckupHeadlineProps = { state: CheckupState; /** The model may have to be loaded first. */ local: boolean }

/** How a checkup stands, in one sentence. Belongs into a live region, which must be there before it speaks. */
export function CheckupHeadline({ state, local }: CheckupHeadlineProps) {
  if (state.status === 'running') {
    return (
      <p className={styles.headline} data-outcome="running">
        <LoaderCircle size={16} className={spinner.spinning} aria-hidden />
        {local
          ? 'Asking a short question. A model on this computer may take minutes to load.'
          : 'Asking a short question.'}
      </p>
    )
  }
  const { outcome, sentence } =
    state.status === 'done'
      ? { outcome: state.checkup.outcome, sentence: state.checkup.headline }
      : { outcome: 'failed' as const, sentence: state.error.message }
  return (
    <p className={styles.headline} data-outcome={outcome}>
      <OutcomeIcon outcome={outcome} />
      {sentence}
    </p>
  )
}

function OutcomeIcon({ outcome }: { outcome: CheckupOutcome }) {
  switch (outcome) {
    case 'good':
      return <CircleCheck size={16} aria-hidden />
    case 'warning':
      return <TriangleAlert size={16} aria-hidden />
    case 'failed':
      return <CircleAlert size={16} aria-hidden />
    default:
      return <CircleSlash size={16} aria-hidden />
  }
}
