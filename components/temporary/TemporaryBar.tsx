import { useEffect, useRef, useState } from 'react'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { call } from '../../lib/messaging/calls'
import { discardTemporary, keepTemporary } from '../../lib/panel/temporary-chat'
import { say } from '../announce/say'
import { useAttempt } from '../hooks/use-attempt'
import { Button } from '../ui/Button'
import { OtherChats } from './OtherChats'
import { storedChats } from './stored-chats'
import { keptWords, useEndElsewhere } from './use-end-elsewhere'
import styles from './TemporaryBar.module.css'

const whatItMeans =
  'It is held in memory, and nothing of it is written to this computer: no history, no search, no export, no backup. It is gone when the browser closes, or when Gloss is updated. What you ask goes to the model that you chose all the same.'

/** What a reader may rely on in a temporary chat, and what not. */
export function TemporaryWords() {
  return (
    <p className={styles.meaning} data-testid="temporary-words">
      {whatItMeans}
    </p>
  )
}

/**
 * Says that the shown chat is temporary, and offers the two ways in which it ends.
 * @param isEmpty nothing was asked yet: there is nothing to keep.
 */
export function TemporaryBar({ isEmpty }: { isEmpty: boolean }) {
  const { chat } = useChatSession()
  const isBusy = useChatState(({ sent, runningIds }) => sent !== null || runningIds.length > 0)
  const isWritten = useChatState(({ text, attachmentIds }) => text.trim() !== '' || attachmentIds.length > 0)
  const attempt = useAttempt()
  useEndElsewhere(isEmpty)
  const [isAsking, setAsking] = useState(false)
  const confirm = useRef<HTMLButtonElement>(null)
  const discard = useRef<HTMLButtonElement>(null)
  const wasAsking = useRef(false)
  // What had the keyboard has just gone.
  useEffect(() => {
    if (isAsking) confirm.current?.focus()
    else if (wasAsking.current) discard.current?.focus()
    wasAsking.current = isAsking
  }, [isAsking])

  if (isAsking) {
    const onKeyDown = ({ key }: { key: string }) => key === 'Escape' && setAsking(false)
    return (
      <section className={styles.bar} aria-label="Temporary chat" data-testid="temporary-bar">
        <span className={styles.words} role="alert">
          Discard this chat for good?
        </span>
        <span className={styles.ways}>
          <Button look="quiet" onKeyDown={onKeyDown} onClick={() => setAsking(false)}>
            Cancel
          </Button>
          <Button
            look="danger"
            ref={confirm}
            onKeyDown={onKeyDown}
            data-testid="temporary-discard-confirm"
            onClick={() => void discardTemporary(chat, call)}
          >
            Discard
          </Button>
        </span>
      </section>
    )
  }
  return (
    <section className={styles.bar} aria-label="Temporary chat" data-testid="temporary-bar">
      <span className={styles.words} title={whatItMeans}>
        <strong>Temporary:</strong> gone when the browser closes
      </span>
      <span className={styles.ways}>
        <OtherChats />
        <Button
          look="quiet"
          ref={discard}
          data-testid="temporary-discard"
          onClick={() => (isEmpty && !isWritten ? void discardTemporary(chat, call) : setAsking(true))}
        >
          Discard
        </Button>
        {!isEmpty && (
          <Button
            data-testid="temporary-keep"
            disabled={isBusy}
            title={
              isBusy
                ? 'An answer is being written: it can be kept after that'
                : 'Keep this chat: it goes into your history'
            }
            onClick={() =>
              attempt(async () => {
                if (await keepTemporary(chat, call, storedChats)) say(keptWords)
              })
            }
          >
            Keep
          </Button>
        )}
      </span>
    </section>
  )
}
