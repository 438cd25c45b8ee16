import type { Ref } from 'react'
import styles from './Consent.module.css'

type ConsentProps = {
  id: string
  host: string
  given: boolean
  problem: string | undefined
  onGive: (given: boolean) => void
  ref?: Ref<HTMLInputElement>
}

/** A clear yes before a key travels where others can read it. */
export function Consent({ id, host, given, problem, onGive, ref }: ConsentProps) {
  return (
    <div className={styles.consent}>
      <input
        id={id}
        ref={ref}
        type="checkbox"
        checked={given}
        aria-invalid={problem !== undefined}
        onChange={(event) => onGive(event.currentTarget.checked)}
      />
      <label htmlFor={id}>
        {`Send this key to ${host} over http, where others on the network can read it.`}
        {problem !== undefined && (
          <span className={styles.problem} role="alert">
            {problem}
          </span>
        )}
      </label>
    </div>
  )
}
