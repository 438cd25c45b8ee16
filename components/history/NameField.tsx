import { useEffect, useRef } from 'react'
import { isComposing } from '../ui/is-composing'
import styles from './HistoryDialog.module.css'

type NameFieldProps = {
  label: string
  value: string
  maxLength: number
  onKeep: (name: string) => void
  /** `byKey`: the reader is still here, and goes on with the keyboard. */
  onEnd: (byKey: boolean) => void
}

/** A name that is written anew in its place: Enter and leaving keep it, Escape does not. */
export function NameField({ label, value, maxLength, onKeep, onEnd }: NameFieldProps) {
  const field = useRef<HTMLInputElement>(null)
  // Once: what is drawn again meanwhile must not select what is being typed.
  useEffect(() => field.current?.select(), [])
  const keep = (name: string, byKey: boolean) => {
    onEnd(byKey)
    if (name.trim() !== '' && name.trim() !== value) onKeep(name.trim())
  }
  return (
    <input
      type="text"
      className={styles.name}
      aria-label={label}
      defaultValue={value}
      maxLength={maxLength}
      data-testid="history-name"
      ref={field}
      onBlur={(event) => keep(event.currentTarget.value, false)}
      onKeyDown={(event) => {
        if (isComposing(event) || (event.key !== 'Enter' && event.key !== 'Escape')) return
        // Enter would press what gets the focus now, and Escape close the dialog.
        event.preventDefault()
        event.stopPropagation()
        if (event.key === 'Enter') keep(event.currentTarget.value, true)
        else onEnd(true)
      }}
    />
  )
}
