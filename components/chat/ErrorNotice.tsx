import type { ErrorInfo } from '../../lib/chat/chat-error'
import { remedyFor, remedyLabels } from '../../lib/chat/remedy'
import { Button } from '../ui/Button'
import { Notice } from '../ui/Notice'
import { useRemedy } from '../hooks/use-remedy'

/** A failure with the one button that mends it. `onRetry` does again what failed. */
export function ErrorNotice({ error, onRetry }: { error: ErrorInfo; onRetry: () => void }) {
  const mend = useRemedy(error, onRetry)
  return (
    <Notice
      testId="message-error"
      detail={error.detail}
      action={<Button onClick={mend}>{remedyLabels[remedyFor(error)]}</Button>}
    >
      {error.message}
    </Notice>
  )
}
