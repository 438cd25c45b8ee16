import { useEffect, useRef, useState } from 'react'
import type { Conversation } from '../../lib/chat/conversation'
import { useAttempt } from '../hooks/use-attempt'
import { call } from '../../lib/messaging/calls'
import { tooltip } from '../ui/tooltip'
import { isComposing } from '../ui/is-composing'
import styles from './TopBar.module.css'

/** The conversation's name, renamed in place: Enter keeps, Escape does not. */
export function Title({ conversation }: { conversation: Conversation }) {
  const [editing, setEditing] = useState(false)
  const attempt = useAttempt()
  const field = useRef<HTMLInputElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  /** A key ended it, and not a click elsewhere. */
  const endedByKey = useRef(false)
  // Once: an answer that comes meanwhile must not select what is being typed.
  useEffect(() => {
    if (editing) field.current?.select()
    else if (endedByKey.current) button.current?.focus()
    endedByKey.current = false
  }, [editing])

  const keep = (title: string) => {
    setEditing(false)
    if (title.trim() === '' || title.trim() === conversation.title) return
    attempt(() => call('renameConversation', { conversationId: conversation.id, title: title.trim() }))
  }

  if (!editing) {
    return (
      <h1 className={styles.heading}>
        <button
          type="button"
          ref={button}
          className={styles.title}
          {...tooltip(`${conversation.title} (rename)`, 'Rename')}
          onClick={() => setEditing(true)}
        >
          {conversation.title}
        </button>
      </h1>
    )
  }
  return (
    <input
      className={styles.title}
      aria-label="Name of this conversation"
      defaultValue={conversation.title}
      maxLength={200}
      ref={field}
      onBlur={(event) => keep(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (isComposing(event) || (event.key !== 'Enter' && event.key !== 'Escape')) return
        // It would press the button that has the focus by then.
        event.preventDefault()
        endedByKey.current = true
        if (event.key === 'Enter') keep(event.currentTarget.value)
        else setEditing(false)
      }}
    />
  )
}
