import { RotateCcw, X } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import { keysOf, keysProblem } from '../../../lib/chat/action-keys'
import { isMac } from '../../shortcuts/mac'
import { shownKeys } from '../../shortcuts/panel-commands'
import { useKeyUser } from '../../shortcuts/use-key-user'
import { IconButton } from '../../ui/Button'
import styles from './ShortcutsSection.module.css'

type KeysFieldProps = {
  /** Of the control on this page. */
  id: string
  /** Of what the keys are for. */
  ownerId: string
  labelledBy: string
  keys: string
  /** The keys it came with. */
  original: string
  /** An empty text takes the keys away. */
  onChange: (keys: string) => void
}

/** A button that takes the next press as the new keys. Escape leaves them as they are, and Tab goes on. */
export function KeysField({ id, ownerId, labelledBy, keys, original, onChange }: KeysFieldProps) {
  const userOf = useKeyUser(ownerId)
  const [listening, setListening] = useState(false)
  const [problem, setProblem] = useState('')

  const stop = () => {
    setListening(false)
    setProblem('')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!listening || event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') {
      stop()
      return
    }
    const wished = keysOf(event.nativeEvent)
    if (wished === undefined) return
    const user = userOf(wished)
    const said =
      keysProblem(wished) ?? (user === undefined ? undefined : `“${user}” has ${shownKeys(wished, isMac)} already.`)
    if (said !== undefined) {
      setProblem(said)
      return
    }
    onChange(wished)
    stop()
  }

  return (
    <span className={styles.field}>
      <span className={styles.buttons}>
        <button
          type="button"
          className={styles.keys}
          aria-labelledby={`${labelledBy} keys-now-${id}`}
          aria-pressed={listening}
          data-testid={`keys-${id}`}
          onClick={() => setListening(true)}
          onKeyDown={onKeyDown}
          onBlur={stop}
        >
          <span id={`keys-now-${id}`}>{listening ? 'Press the keys…' : shownKeys(keys, isMac) || 'No keys'}</span>
        </button>
        {keys !== '' && (
          <IconButton label="Take the keys away" aria-describedby={labelledBy} onClick={() => onChange('')}>
            <X size={15} aria-hidden />
          </IconButton>
        )}
        {keys !== original && (
          <IconButton
            label={`Back to ${shownKeys(original, isMac)}`}
            aria-describedby={labelledBy}
            onClick={() => onChange(original)}
          >
            <RotateCcw size={15} aria-hidden />
          </IconButton>
        )}
      </span>
      <span className={styles.problem} role="alert">
        {problem}
      </span>
    </span>
  )
}
