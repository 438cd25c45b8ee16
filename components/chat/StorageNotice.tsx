import { X } from 'lucide-react'
import type { StorageCondition } from '../../lib/db/condition'
import { call } from '../../lib/messaging/calls'
import { openSettings } from '../hooks/open-settings'
import { useAttempt } from '../hooks/use-attempt'
import { useStorageNews } from '../hooks/use-storage-news'
import { Button, IconButton } from '../ui/Button'
import { Notice } from '../ui/Notice'
import styles from './PanelProblem.module.css'

/** Says when the disk takes no more, when it soon will not, and that something was brought back. */
export function StorageNotice() {
  const news = useStorageNews()
  const attempt = useAttempt()
  if (!news) return null
  const { condition, restoration } = news
  const sentence = conditionSentence(condition)
  const openDiagnostics = () => attempt(() => openSettings('diagnostics'))
  return (
    <>
      {restoration && (
        <div className={styles.problem}>
          <Notice tone="info" testId="storage-restored">
            {restoredSentence(restoration.conversations)}
          </Notice>
          <IconButton
            label="Dismiss"
            className={styles.dismiss ?? ''}
            onClick={() => attempt(() => call('dismissRestored'))}
          >
            <X size={15} aria-hidden />
          </IconButton>
        </div>
      )}
      {sentence !== undefined && (
        <Notice
          tone={condition.trouble ? 'danger' : 'info'}
          testId="storage-trouble"
          action={<Button onClick={openDiagnostics}>See what takes room</Button>}
        >
          {sentence}
        </Notice>
      )}
    </>
  )
}

function conditionSentence({ trouble, nearlyFull }: StorageCondition): string | undefined {
  if (trouble === 'full') {
    return 'The disk space for Gloss is used up: what is written now is shown but not kept. Copy what you need. Delete recordings or old conversations; then it is kept again.'
  }
  if (trouble === 'failing') {
    return 'The browser does not store what Gloss writes: it is shown but not kept. Copy what you need, then restart the browser.'
  }
  return nearlyFull ? 'The disk space for Gloss is nearly used up: delete recordings or old conversations.' : undefined
}

function restoredSentence(conversations: number): string {
  return conversations === 1
    ? 'The browser lost its database; your conversation was restored from its second copy.'
    : `The browser lost its database; your ${conversations} conversations were restored from their second copy.`
}
