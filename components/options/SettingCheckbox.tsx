import type { ReactNode } from 'react'
import styles from './SettingCheckbox.module.css'

/** A setting that is on or off, with what it means. Below it what has to be said of the choice. */
export function SettingCheckbox({
  id,
  label,
  hint,
  checked,
  onChange,
  children,
}: {
  id: string
  label: string
  hint: string
  checked: boolean
  onChange: (wished: boolean) => void
  children?: ReactNode
}) {
  return (
    <div className={styles.setting}>
      <input
        id={id}
        type="checkbox"
        className={styles.checkbox}
        data-testid={id}
        aria-describedby={`${id}-hint`}
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <p id={`${id}-hint`} className={styles.hint}>
        {hint}
      </p>
      {children}
    </div>
  )
}
