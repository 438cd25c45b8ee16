import type { ReactNode } from 'react'
import type { ErrorInfo, ErrorKind } from '../../lib/chat/chat-error'
import styles from './Notice.module.css'

type NoticeProps = {
  tone?: 'danger' | 'info' | 'success'
  children: ReactNode
  /** It is said elsewhere, or was when it was new: a conversation that is opened must not tell of all that once went wrong. */
  silent?: boolean
  /** The one button that mends it. */
  action?: ReactNode
  /** What it tells of: whoever refused, in their own words, folded away. */
  error?: ErrorInfo | undefined
  testId?: string
}

/** One sentence and one button. Announced when it appears. */
export function Notice({ tone = 'danger', silent = false, children, action, error, testId }: NoticeProps) {
  return (
    <div
      className={`${styles.notice} ${styles[tone]}`}
      role={silent ? undefined : tone === 'danger' ? 'alert' : 'status'}
      data-testid={testId}
    >
      <p className={styles.sentence}>{children}</p>
      {error?.detail && (
        <details className={styles.detail}>
          <summary>{detailTitle(error)}</summary>
          <p>{error.detail}</p>
        </details>
      )}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  )
}

/** Failures in the browser's own words, unless a server's answer came with them. */
const browserKinds: readonly ErrorKind[] = ['permission', 'unreachable', 'origin-blocked', 'storage-full']

function detailTitle({ kind, status, providerId }: ErrorInfo): string {
  if (status === undefined && browserKinds.includes(kind)) return 'What the browser said'
  return status !== undefined || providerId !== undefined ? 'What the server said' : 'More about it'
}
