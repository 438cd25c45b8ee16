import { TextQuote, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Message } from '../../lib/chat/message'
import type { LiveSelection as Noticed } from '../../lib/page/selected-words'
import { goingAlong } from '../../lib/prompts/attachment-text'
import { useAttachments } from '../hooks/use-attachments'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { IconButton } from '../ui/Button'
import { isAttached } from './is-attached'
import styles from './LiveSelection.module.css'

/** Offers to ask about what is selected on the page right now, where it may be known without asking for access and is not attached already. */
export function LiveSelection({ messages }: { messages: readonly Message[] }) {
  const { chat, captures, followSelection } = useChatSession()
  const reading = useChatState((state) => state.reading !== null)
  const [noticed, setNoticed] = useState<Noticed | null>(null)
  useEffect(() => followSelection(setNoticed), [followSelection])
  const draftIds = useChatState((state) => state.attachmentIds)
  const ids = noticed ? [...messages.flatMap(({ attachmentIds }) => attachmentIds), ...draftIds] : []
  const known = useAttachments(ids)
  if (!noticed || reading || !known || isAttached(noticed.words, goingAlong(known))) return null

  const attach = () => {
    setNoticed(null)
    void chat.take('selection', captures.selection(noticed))
  }
  return (
    <div className={styles.offer} data-testid="live-selection">
      <button type="button" className={styles.ask} onClick={attach}>
        <TextQuote size={14} aria-hidden />
        <span className={styles.verb}>Ask about</span>
        <span className={styles.words} dir="auto">
          “{noticed.words}”
        </span>
      </button>
      <IconButton label="Do not offer this" className={styles.dismiss ?? ''} onClick={() => setNoticed(null)}>
        <X size={13} aria-hidden />
      </IconButton>
    </div>
  )
}
