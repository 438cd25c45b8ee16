import { Plus } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import styles from './RowList.module.css'

type RowListProps = {
  /** Of its heading, which takes the focus when a row goes. */
  id: string
  title: string
  introduction: string
  testId: string
  /** The last row, which leads to a new one. */
  add: { href: string; testId: string; name: string; hint: string }
  children: ReactNode
}

/** What the reader has made, in an order, and the way to more of it. */
export function RowList({ id, title, introduction, testId, add, children }: RowListProps) {
  const introductionId = useId()
  return (
    <section className={styles.group} aria-labelledby={id} aria-describedby={introductionId}>
      <p id={introductionId} className={styles.introduction}>
        {introduction}
      </p>
      <h2 id={id} className={styles.title} tabIndex={-1}>
        {title}
      </h2>
      <ul className={styles.list} data-testid={testId}>
        {children}
        <li className={styles.row}>
          <a className={styles.add} href={add.href} data-testid={add.testId}>
            <span className={styles.plus}>
              <Plus size={18} aria-hidden />
            </span>
            <span className={styles.what}>
              <span className={styles.name}>{add.name}</span>
              <span className={styles.description}>{add.hint}</span>
            </span>
          </a>
        </li>
      </ul>
    </section>
  )
}
