import type { ReactNode } from 'react'
import styles from './Notice.module.css'

type NoticeProps = {
  tone?: 'danger' | 'info' | 'success'
  children: ReactNode
  /** The one button that mends it. */
  action?: ReactNode
  /** The server's own words, folded away. */
  detail?: string | undefined
  testId?: string
}

/** One sentence and one button. Announced when it appears. */
export function Notice({ tone = 'danger', children, action, detail, testId }: NoticeProps) {
  return (
    <div
      className={`${styles.notice} ${styles[tone]}`}
      role={tone === 'danger' ? 'alert' : 'status'}
      data-testid={testId}
    >
      <p className={styles.sentence}>{children}</p>
      {detail && (
        <details className={styles.detail}>
          <summary>What the server said</summary>
          <p>{detail}</p>
        </details>
      )}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  )
}
