import type { ErrorInfo } from '../../lib/chat/chat-error'
import { remedyFor, remedyLabels, type FailureRemedy } from '../../lib/chat/remedy'
import { Button } from '../ui/Button'
import { Notice } from '../ui/Notice'
import { askPermission } from '../hooks/ask-permission'

/** The field that mends a failure, and what its button says. */
export type MendingField = { label: string; focus: () => void }

type FailureProps = {
  error: ErrorInfo
  onRetry: () => void
  field: MendingField
  onChooseModel?: () => void
}

/** A failure on the options page, with the button that mends it here: the panel's remedies lead to where we are. */
export function Failure({ error, onRetry, field, onChooseModel }: FailureProps) {
  const remedy = remedyFor(error)
  const grant = () => {
    if (error.originPattern === undefined) return
    void askPermission(error.originPattern).then((answer) => answer === 'granted' && onRetry())
  }
  const actions: Record<FailureRemedy, { label: string; act: (() => void) | undefined }> = {
    retry: { label: remedyLabels.retry, act: onRetry },
    grant: { label: remedyLabels.grant, act: grant },
    'open-provider': { label: field.label, act: field.focus },
    'open-preset': { label: remedyLabels['open-preset'], act: undefined },
    'choose-model': { label: remedyLabels['choose-model'], act: onChooseModel },
    'new-chat': { label: remedyLabels.retry, act: onRetry },
    trim: { label: remedyLabels.retry, act: onRetry },
  }
  const { label, act } = actions[remedy]
  return (
    <Notice error={error} action={act && <Button onClick={act}>{label}</Button>}>
      {error.message}
    </Notice>
  )
}
