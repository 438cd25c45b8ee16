import { Mic } from 'lucide-react'
import { IconButton } from '../ui/Button'
import type { Dictation } from './use-dictation'
import { recognitionClass } from './speech'
import styles from './Dictation.module.css'

/** Speaking instead of typing, where the browser offers it. */
export function DictationButton({ dictation: { state, toggle } }: { dictation: Dictation }) {
  if (!recognitionClass()) return null
  const isOn = state === 'listening' || state === 'waiting'
  return (
    <IconButton
      label={isOn ? 'Stop dictating (Escape)' : 'Dictate'}
      aria-pressed={isOn}
      className={isOn ? (styles.on ?? '') : ''}
      data-testid="dictate"
      onClick={toggle}
    >
      <Mic size={17} aria-hidden />
    </IconButton>
  )
}
