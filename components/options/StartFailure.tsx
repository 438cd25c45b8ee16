import { toErrorInfo } from '../../lib/chat/chat-error'
import { Notice } from '../ui/Notice'
import styles from './OptionsPage.module.css'

/** Stands in for the page when not even the settings could be read. */
export function StartFailure({ error }: { error: unknown }) {
  const failure = toErrorInfo(error)
  return (
    <main className={styles.content}>
      <Notice error={failure}>{failure.message}</Notice>
    </main>
  )
}
