import { useState } from 'react'
import type { Attachment, TextRange } from '../../lib/chat/attachment'
import { toErrorInfo } from '../../lib/chat/chat-error'
import { call } from '../../lib/messaging/calls'
import { likelyTokens } from '../../lib/chat/run-metrics'
import { attachmentText, sortedCuts } from '../../lib/prompts/attachment-text'
import { Button } from '../ui/Button'
import { tokenWords } from './attachment-words'
import styles from './PreviewDialog.module.css'

type TrimBarProps = {
  attachment: Attachment
  cuts: readonly TextRange[]
  /** What would be sent now. */
  text: string
  action: string
  onUndo: () => void
  onTrimmed: (trimmed: Attachment) => void
}

/** What a choice comes to, with the way to keep it and the way back. Not there while nothing is changed. */
export function TrimBar({ attachment, cuts, text, action, onUndo, onTrimmed }: TrimBarProps) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const { length } = attachment.text
  const chosen = sortedCuts(cuts, length)
  if (JSON.stringify(chosen) === JSON.stringify(sortedCuts(attachment.cuts ?? [], length))) return null
  const keep = async () => {
    setBusy(true)
    try {
      onTrimmed(await call('trimAttachment', { attachmentId: attachment.id, cuts: chosen }))
    } catch (error) {
      setProblem(toErrorInfo(error).message)
      setBusy(false)
    }
  }
  return (
    <div className={styles.bar} data-testid="trim-bar">
      <p role="status">
        Sends {tokenWords(likelyTokens(text))} instead of {tokenWords(likelyTokens(attachmentText(attachment)))}.
      </p>
      {problem !== '' && <p role="alert">{problem}</p>}
      <div className={styles.buttons}>
        <Button look="primary" data-testid="trim-keep" disabled={busy} onClick={() => void keep()}>
          {action}
        </Button>
        <Button onClick={onUndo}>Undo</Button>
      </div>
    </div>
  )
}
