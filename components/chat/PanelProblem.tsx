import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { browser } from 'wxt/browser'
import { remedyFor, remedyLabels } from '../../lib/chat/remedy'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { useRemedy } from '../hooks/use-remedy'
import { useBrowserCommands } from '../shortcuts/use-browser-commands'
import { Button, IconButton } from '../ui/Button'
import { Notice } from '../ui/Notice'
import type { ChatState } from '../../lib/panel/chat-state'
import styles from './PanelProblem.module.css'

/** A failure that belongs to no answer, such as a page that cannot be read. */
export function PanelProblem() {
  const problem = useChatState((state) => state.problem)
  return problem && <Problem testId="panel-problem" problem={problem} />
}

/** What fails while a dialog is open: the panel under it is neither seen nor heard then. */
export function DialogProblem() {
  const problem = useChatState((state) => state.problem)
  const [earlier] = useState(problem)
  return problem && problem !== earlier && <Problem testId="dialog-problem" problem={problem} />
}

type ProblemProps = { testId: string; problem: NonNullable<ChatState['problem']> }

function Problem({ testId, problem: { error, isNews = false, again } }: ProblemProps) {
  const { chat } = useChatSession()
  const remedy = remedyFor(error)
  const mend = useRemedy(error, () => again?.())
  const mayRetry = again !== undefined && error.retryable !== false
  const goesOn = error.opensOnCall === true && again !== undefined
  const keys = useBrowserCommands().find(({ id }) => id === '_execute_action')?.keys ?? ''

  useEffect(() => {
    if (!goesOn) return undefined
    // The browser tells the panel of the press, too, and by then has let Gloss in.
    browser.action.onClicked.addListener(again)
    return () => browser.action.onClicked.removeListener(again)
  }, [goesOn, again])

  return (
    <div className={styles.problem}>
      <Notice
        testId={testId}
        tone={goesOn || isNews ? 'info' : 'danger'}
        // What the browser said is no news then.
        error={goesOn ? undefined : error}
        action={(remedy !== 'retry' || (mayRetry && !goesOn)) && <Button onClick={mend}>{remedyLabels[remedy]}</Button>}
      >
        {error.message}
        {goesOn && ' It then goes on by itself. '}
        {goesOn && keys !== '' && <kbd>{keys}</kbd>}
      </Notice>
      <IconButton label="Dismiss" className={styles.dismiss ?? ''} onClick={() => chat.dismissProblem()}>
        <X size={15} aria-hidden />
      </IconButton>
    </div>
  )
}
