import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { Message } from '../../lib/chat/message'
import { call } from '../../lib/messaging/calls'
import { useAttempt } from '../hooks/use-attempt'
import { IconButton } from '../ui/Button'
import styles from './Message.module.css'

/** Leads through the answers to one question, or the forms a question had: an earlier try is kept, whatever came after. */
export function Siblings({ message, siblings }: { message: Message; siblings: Message[] }) {
  const attempt = useAttempt()
  const place = siblings.findIndex(({ id }) => id === message.id)
  const show = (sibling: Message | undefined) => {
    if (sibling) attempt(() => call('showMessage', { messageId: sibling.id }))
  }
  const noun = message.role === 'user' ? 'question' : 'answer'
  const label = message.role === 'user' ? 'Forms of this question' : 'Answers to this question'
  const [earlier, later] = [siblings[place - 1], siblings[place + 1]]
  return (
    <nav className={styles.actions} aria-label={label} data-testid="siblings">
      <IconButton label={`Earlier ${noun}`} disabled={!earlier} onClick={() => show(earlier)}>
        <ChevronLeft size={15} aria-hidden />
      </IconButton>
      <span className={styles.place}>{`${place + 1} / ${siblings.length}`}</span>
      <IconButton label={`Later ${noun}`} disabled={!later} onClick={() => show(later)}>
        <ChevronRight size={15} aria-hidden />
      </IconButton>
    </nav>
  )
}
