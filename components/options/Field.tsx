import type { ReactNode } from 'react'
import styles from './Field.module.css'

/** The attributes that tie a control to its label, hint and problem. */
type FieldControl = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }

type FieldProps = {
  /** Unique on the page. */
  id: string
  label: string
  hint?: ReactNode
  problem?: string | undefined
  /** Beside the label, such as a reset button. */
  aside?: ReactNode
  children: (control: FieldControl) => ReactNode
}

/** A label, its control, a hint and what is wrong with it. */
export function Field({ id, label, hint, problem, aside, children }: FieldProps) {
  const hintId = `${id}-hint`
  const problemId = `${id}-problem`
  const described = [problem && problemId, hint && hintId].filter(Boolean).join(' ')
  return (
    <div className={styles.field}>
      <div className={styles.heading}>
        <label className={styles.label} htmlFor={id}>
          {label}
        </label>
        {aside}
      </div>
      {children({
        id,
        ...(described !== '' && { 'aria-describedby': described }),
        ...(problem && { 'aria-invalid': true }),
      })}
      {problem && (
        <p id={problemId} className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      {hint && (
        <p id={hintId} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  )
}
