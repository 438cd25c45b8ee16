import { Columns2, Settings2 } from 'lucide-react'
import { useState } from 'react'
import { mostCompared } from '../../lib/chat/comparison'
import type { ModelChoice } from '../hooks/model-choices'
import type { useModelChoices } from '../hooks/use-model-choices'
import { Button } from '../ui/Button'
import { ModelList } from './ModelList'
import styles from './ModelPicker.module.css'

type ModelPickerProps = Pick<ReturnType<typeof useModelChoices>, 'groups' | 'selected' | 'compared' | 'lately'> & {
  /** One, or several that are asked side by side, in this order. */
  onChoose: (choices: readonly ModelChoice[]) => void
  onSetUp: () => void
}

/** What is in the panel's list of models: one is chosen at once, or two or three are ticked to be compared. */
export function ModelPicker({ groups, selected, compared, lately, onChoose, onSetUp }: ModelPickerProps) {
  const [comparing, setComparing] = useState(compared.length > 0)
  const [ticked, setTicked] = useState<readonly string[]>([selected, ...compared])
  const all = groups.flatMap(({ choices }) => choices)
  // What is gone meanwhile cannot be asked.
  const chosen = ticked.flatMap((value) => all.find((choice) => choice.value === value) ?? [])
  const isFull = chosen.length >= mostCompared

  const choose = (choice: ModelChoice) => {
    if (!comparing) return onChoose([choice])
    const { value } = choice
    setTicked(ticked.includes(value) ? ticked.filter((one) => one !== value) : [...ticked, value])
    return undefined
  }
  return (
    <div className={styles.picker}>
      <ModelList
        key={comparing ? 'several' : 'one'}
        label={comparing ? 'Models to compare' : 'Models'}
        groups={groups}
        lately={lately}
        chosen={comparing ? chosen.map(({ value }) => value) : [selected]}
        several={comparing}
        whyNot={({ value }) =>
          comparing && isFull && !ticked.includes(value) ? `No more than ${mostCompared} at once` : undefined
        }
        onChoose={choose}
      />
      <div className={styles.foot}>
        {comparing ? (
          <>
            <span className={styles.count} role="status">
              {chosen.length < 2 ? 'Tick two or three' : `${chosen.length} of ${mostCompared}`}
            </span>
            <Button look="quiet" data-testid="compare-off" onClick={() => setComparing(false)}>
              Ask one
            </Button>
            <Button
              look="primary"
              data-testid="compare-done"
              disabled={chosen.length < 2}
              onClick={() => onChoose(chosen)}
            >
              Compare
            </Button>
          </>
        ) : (
          <>
            <Button
              look="quiet"
              data-testid="compare-on"
              disabled={all.length < 2}
              title={all.length < 2 ? 'Connect another model first' : 'Put each question to two or three models'}
              icon={<Columns2 size={15} aria-hidden />}
              onClick={() => setComparing(true)}
            >
              Compare…
            </Button>
            <Button
              look="quiet"
              data-testid="set-up-models"
              icon={<Settings2 size={15} aria-hidden />}
              onClick={onSetUp}
            >
              Set up models…
            </Button>
          </>
        )}
      </div>
    </div>
  )
}
