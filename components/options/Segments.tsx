import type { ReactNode } from 'react'
import styles from './Segments.module.css'

export type Segment<Value extends string> = { value: Value; label: string; icon?: ReactNode }

type SegmentsProps<Value extends string> = {
  legend: string
  /** Unique on the page: it binds the radio buttons together. */
  name: string
  value: Value
  options: Segment<Value>[]
  onChange: (value: Value) => void
}

/** One of a few, side by side: radio buttons underneath, arrow keys included. */
export function Segments<Value extends string>({ legend, name, value, options, onChange }: SegmentsProps<Value>) {
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{legend}</legend>
      <div className={styles.track}>
        {options.map((option) => (
          <label key={option.value} className={styles.segment}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span className={styles.face}>
              {option.icon}
              {option.label}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
