import { Check, CircleAlert, CirclePause, LoaderCircle } from 'lucide-react'
import type { MessageStatus } from '../../lib/chat/message'
import spinner from '../ui/Spinner.module.css'
import styles from './Comparison.module.css'

/** How an answer stands, at a glance; words beside it say the same. */
export function StatusMark({ status }: { status: MessageStatus }) {
  const size = { size: 14, 'aria-hidden': true } as const
  if (status === 'streaming') return <LoaderCircle {...size} className={`${styles.mark} ${spinner.spinning}`} />
  if (status === 'complete') return <Check {...size} className={`${styles.mark} ${styles.good}`} />
  if (status === 'failed') return <CircleAlert {...size} className={`${styles.mark} ${styles.bad}`} />
  return <CirclePause {...size} className={styles.mark} />
}
