import { lazy, Suspense, useState } from 'react'
import type { ErrorInfo } from '../../lib/chat/chat-error'
import { isExplainable, remedyFor, remedyLabels } from '../../lib/chat/remedy'
import { Button } from '../ui/Button'
import { Notice } from '../ui/Notice'
import { useRemedy } from '../hooks/use-remedy'
import { ContinueButton } from './EndNote'
import styles from './ErrorNotice.module.css'

// The panel does not wait for what is opened by a click.
const CheckupDialog = lazy(async () => ({ default: (await import('./CheckupDialog')).CheckupDialog }))

type ErrorNoticeProps = {
  error: ErrorInfo
  /** The model that was asked. */
  model?: string | undefined
  /** Does again what failed. */
  onRetry: () => void
  /** Goes on with what there is of the answer, where there is something. */
  onContinue?: () => void
  /** Opens what can be trimmed of the question, where something can. */
  onTrim?: () => void
  /** Shows what else can be done with a question that is too long. */
  onPlan?: () => void
}

/** A failure with the one button that mends it, and the way to find out more where a checkup can. */
export function ErrorNotice({ error, model = '', onRetry, onContinue, onTrim, onPlan }: ErrorNoticeProps) {
  const mend = useRemedy(error, onRetry, onTrim)
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Notice
        silent
        testId="message-error"
        error={error}
        action={
          <>
            {onContinue && <ContinueButton onContinue={onContinue} />}
            {onPlan && (
              <Button look="primary" data-testid="message-plan" onClick={onPlan}>
                Read it in sections…
              </Button>
            )}
            <Button onClick={mend}>{remedyLabels[remedyFor(error, onTrim !== undefined)]}</Button>
            {isExplainable(error) && (
              <Button
                look="quiet"
                className={styles.why ?? ''}
                data-testid="find-out-why"
                onClick={() => setAsking(true)}
              >
                Find out why
              </Button>
            )}
          </>
        }
      >
        {error.message}
      </Notice>
      <Suspense>
        {asking && isExplainable(error) && (
          <CheckupDialog
            providerId={error.providerId}
            model={model}
            onRetry={onRetry}
            onClose={() => setAsking(false)}
          />
        )}
      </Suspense>
    </>
  )
}
