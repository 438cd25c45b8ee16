import { Button } from '../ui/Button'
import { Notice } from '../ui/Notice'

/** Says of a form that it is as it was left. */
export function UnsavedNote({ isBack, startOver }: { isBack: boolean; startOver: () => void }) {
  if (!isBack) return null
  return (
    <Notice tone="info" testId="unsaved" action={<Button onClick={startOver}>Start over</Button>}>
      You left this without saving. What you had typed is still here.
    </Notice>
  )
}
