import { useLiveQuery } from 'dexie-react-hooks'
import { PencilLine, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { browser } from 'wxt/browser'
import { unsentDrafts } from '../../lib/db/unsent-drafts'
import { call } from '../../lib/messaging/calls'
import { useAttempt } from '../hooks/use-attempt'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { IconButton } from '../ui/Button'
import styles from './EmptyState.module.css'

/** What was written in another new chat and never sent: in no history, so it is offered in the next new one. */
export function UnsentDraft() {
  const { chat } = useChatSession()
  const shown = useChatState((state) => state.conversationId)
  const attempt = useAttempt()
  const [windows, setWindows] = useState<ReadonlySet<number>>()
  useEffect(() => {
    void browser.windows.getAll().then((all) => setWindows(new Set(all.flatMap(({ id }) => id ?? []))))
  }, [shown])
  const found = useLiveQuery(async () => windows && unsentDrafts(windows), [windows])
  const draft = found?.find(({ conversationId }) => conversationId !== shown)
  if (!draft) return null
  const { conversationId, text, attachmentIds } = draft
  const goOn = () => {
    chat.open(conversationId, draft)
    chat.focusComposer()
  }
  const throwAway = () =>
    attempt(async () => {
      await call('saveDraft', { draft: { conversationId, text: '', attachmentIds: [] } })
      chat.focusComposer()
    })
  return (
    <div className={styles.unsent}>
      <button type="button" className={styles.start} data-testid="unsent-draft" onClick={goOn}>
        <PencilLine size={17} aria-hidden />
        <span className={styles.unsentWords}>
          <span className={styles.unsentName}>Not sent yet</span>
          <bdi>{text.trim() === '' ? attached(attachmentIds.length) : text.trim().slice(0, 200)}</bdi>
        </span>
      </button>
      <IconButton label="Throw away what was not sent" data-testid="unsent-draft-drop" onClick={throwAway}>
        <X size={15} aria-hidden />
      </IconButton>
    </div>
  )
}

function attached(count: number): string {
  return `${count} attached, without a question`
}
