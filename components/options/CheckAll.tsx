import { Stethoscope } from 'lucide-react'
import { Button } from '../ui/Button'
import styles from './CheckAll.module.css'
import { summaryOf } from './checkup-summary'
import { useCheckAll } from './use-check-all'

/** Checks every provider, a few at a time; each card shows its own ladder, this line the sum of them. */
export function CheckAll() {
  const { running, ended, total, start, stop } = useCheckAll()
  return (
    <div className={styles.row}>
      <div className={styles.summary} role="status" data-testid="check-all-summary">
        {running ? <p>{`Checking: ${ended.length} of ${total} done.`}</p> : <Summary sentences={summaryOf(ended)} />}
      </div>
      <Button
        icon={<Stethoscope size={15} aria-hidden />}
        data-testid="check-all"
        onClick={running ? stop : () => void start()}
      >
        {running ? 'Stop' : 'Check all'}
      </Button>
    </div>
  )
}

function Summary({ sentences }: { sentences: string[] }) {
  if (sentences.length === 0) return <p>Does everything work? One short question to each provider tells.</p>
  return sentences.map((sentence) => <p key={sentence}>{sentence}</p>)
}
