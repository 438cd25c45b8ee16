import { X } from 'lucide-react'
import { remedyFor, remedyLabels } from '../../lib/chat/remedy'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { useRemedy } from '../hooks/use-remedy'
import { Button, IconButton } from '../ui/Button'
import { Notice } from '../ui/Notice'
import type { ChatState } from '../../lib/panel/chat-state'
import styles from './PanelProblem.module.css'

/** A failure that belongs to no answer, such as a page that cannot be read. */
export function PanelProblem() {
  const problem = useChatState((state) => state.problem)
  return problem && <Problem problem={problem} />
}

function Problem({ problem: { error, again } }: { problem: NonNullable<ChatState['problem']> }) {
  const { chat } = useChatSession()
  const remedy = remedyFor(error)
  const mend = useRemedy(error, () => again?.())
  return (
    <div className={styles.problem}>
      <Notice
        testId="panel-problem"
        detail={error.detail}
        action={(remedy !== 'retry' || again !== undefined) && <Button onClick={mend}>{remedyLabels[remedy]}</Button>}
      >
        {error.message}
      </Notice>
      <IconButton label="Dismiss" className={styles.dismiss ?? ''} onClick={() => chat.dismissProblem()}>
        <X size={15} aria-hidden />
      </IconButton>
    </div>
  )
}
