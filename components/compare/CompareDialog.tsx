import { useState } from 'react'
import { mostCompared } from '../../lib/chat/comparison'
import type { Message } from '../../lib/chat/message'
import { presetValue, type ModelChoice } from '../hooks/model-choices'
import { useAttempt } from '../hooks/use-attempt'
import { useChatSession } from '../hooks/use-chat'
import { presetIdOf, useModelChoices } from '../hooks/use-model-choices'
import { ModelList } from '../models/ModelList'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import styles from './CompareDialog.module.css'

type CompareDialogProps = {
  /** The answer that stands. */
  message: Message
  onClose: () => void
}

/** Lets a reader put the question of an answer to one or two other models, to read them side by side. */
export function CompareDialog({ message, onClose }: CompareDialogProps) {
  const { chat } = useChatSession()
  const { groups, lately } = useModelChoices()
  const attempt = useAttempt()
  const [ticked, setTicked] = useState<readonly ModelChoice[]>([])
  const isTicked = ({ value }: ModelChoice) => ticked.some((one) => one.value === value)
  const compared = chat.comparing.beside(message.id)
  const most = mostCompared - Math.max(1, compared.length)

  const whyNot = (choice: ModelChoice) => {
    if (choice.value === presetValue(message.presetId ?? '')) return 'It wrote this answer'
    if (compared.some(({ presetId }) => choice.value === presetValue(presetId ?? ''))) return 'It is compared already'
    return ticked.length >= most && !isTicked(choice) ? `No more than ${mostCompared} at once` : undefined
  }
  const toggle = (choice: ModelChoice) =>
    setTicked(isTicked(choice) ? ticked.filter(({ value }) => value !== choice.value) : [...ticked, choice])
  const compare = () => {
    onClose()
    attempt(async () => chat.comparing.start(message.id, await Promise.all(ticked.map(presetIdOf))))
  }
  return (
    <Dialog title="Compare with…" onClose={onClose} testId="compare-dialog">
      <div className={styles.dialog}>
        <ModelList
          label="Models to compare with"
          groups={groups}
          lately={lately}
          chosen={ticked.map(({ value }) => value)}
          several
          whyNot={whyNot}
          onChoose={toggle}
        />
        <div className={styles.foot}>
          <Button look="primary" data-testid="compare-start" disabled={ticked.length === 0} onClick={compare}>
            Compare
          </Button>
          <p className={styles.note}>They get the same question, with the same pages.</p>
        </div>
      </div>
    </Dialog>
  )
}
