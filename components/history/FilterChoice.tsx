import { X } from 'lucide-react'
import type { Choice } from './use-search'
import styles from './HistoryTools.module.css'

/** A longer list is no help; the search finds the rest. */
const mostChoices = 200

type FilterChoiceProps = {
  name: 'site' | 'model'
  /** Most frequent first. */
  choices: readonly Choice[]
  chosen: string | undefined
  onChoose: (value: string | undefined) => void
}

/** Chooses what to filter by; what is chosen stands here until it is taken away. */
export function FilterChoice({ name, choices, chosen, onChoose }: FilterChoiceProps) {
  if (chosen !== undefined) {
    return (
      <button
        type="button"
        className={styles.chip}
        aria-label={`Show every ${name} again, not only ${chosen}`}
        data-testid={`history-${name}-chip`}
        onClick={() => onChoose(undefined)}
      >
        <span>{chosen}</span>
        <X size={13} aria-hidden />
      </button>
    )
  }
  return (
    <select
      className={styles.choice}
      aria-label={`Only this ${name}`}
      value=""
      data-testid={`history-${name}`}
      onChange={(event) => onChoose(event.currentTarget.value)}
    >
      <option value="">Any {name}</option>
      {choices.slice(0, mostChoices).map(({ value, count }) => (
        <option key={value} value={value}>
          {value} ({count})
        </option>
      ))}
    </select>
  )
}
