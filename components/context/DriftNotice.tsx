import { lazy, Suspense, useState } from 'react'
import type { Attachment, Snapshot } from '../../lib/chat/attachment'
import { useChatSession } from '../hooks/use-chat'
import { useRefresh } from '../hooks/use-refresh'
import { Button } from '../ui/Button'
import { attachmentName } from './attachment-words'
import styles from './ContextBar.module.css'

// It brings along what compares texts.
const ChangesDialog = lazy(async () => ({ default: (await import('./ChangesDialog')).ChangesDialog }))

/** An attached page says something else by now: nothing of it is replaced unasked. */
export function DriftNotice({ attachment, fresh }: { attachment: Attachment; fresh: Snapshot }) {
  const { drift } = useChatSession()
  const refresh = useRefresh()
  const [open, setOpen] = useState(false)
  const name = attachmentName(attachment)
  return (
    <div className={styles.drift} role="status" data-testid="drift">
      <p>
        <cite className={styles.title}>{name}</cite> has changed since it was read.
      </p>
      <div className={styles.buttons}>
        <Button data-testid="drift-refresh" onClick={() => refresh(attachment)}>
          Refresh
        </Button>
        <Button data-testid="drift-changes" onClick={() => setOpen(true)}>
          What changed?
        </Button>
        <Button look="quiet" data-testid="drift-keep" onClick={() => drift.keep(attachment.id)}>
          Keep
        </Button>
      </div>
      <Suspense>
        {open && <ChangesDialog attachment={attachment} fresh={fresh} onClose={() => setOpen(false)} />}
      </Suspense>
    </div>
  )
}
