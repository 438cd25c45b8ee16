import type { Message } from '../../../lib/chat/message'
import { isBranching } from '../../../lib/chat/tree'
import { useChatSession } from '../../hooks/use-chat'
import { Button } from '../../ui/Button'
import styles from './Notes.module.css'

type BranchNoteProps = { messages: readonly Message[]; all: readonly Message[] }

/** Says above the composer that the next question goes on from an earlier answer. */
export function BranchNote({ messages, all }: BranchNoteProps) {
  const { chat } = useChatSession()
  const endId = messages.at(-1)?.id
  if (endId === undefined || !isBranching(all, endId)) return null
  const goBack = async () => {
    await chat.branches.show(endId)
    chat.focusComposer()
  }
  return (
    <div className={styles.note} role="status" data-testid="branch-note">
      <span>Branching from an earlier answer.</span>
      <Button data-testid="branch-back" onClick={() => void goBack()}>
        Go back
      </Button>
    </div>
  )
}
