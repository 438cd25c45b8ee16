import { ArrowDown } from 'lucide-react'
import { startTransition, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Message } from '../../lib/chat/message'
import { afterPaint } from '../hooks/after-paint'
import { useChatState } from '../hooks/use-chat'
import { useStickToBottom } from '../hooks/use-stick-to-bottom'
import { IconButton } from '../ui/Button'
import { QuestionMessage } from './QuestionMessage'
import { Stretches } from './stretches'
import { ThreadStretch } from './ThreadStretch'
import styles from './Thread.module.css'

/** How many stretches at the end are drawn at once. */
const alwaysNear = 2

/** The thread of one conversation. Its first picture holds the last screen and nothing else: all above it follows. */
export function Thread({ messages, all }: { messages: readonly Message[]; all: readonly Message[] }) {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const { away, toBottom, keepEnd } = useStickToBottom(scroller, content)
  const sent = useChatState((state) => state.sent)
  const [cutter] = useState(() => new Stretches())
  const stretches = cutter.update(messages, all)
  const [isWhole, setWhole] = useState(false)
  const isBegun = stretches.length > 0
  useEffect(() => (isBegun ? afterPaint(() => startTransition(() => setWhole(true))) : undefined), [isBegun])
  useLayoutEffect(() => {
    if (isWhole) keepEnd()
  }, [isWhole, keepEnd])
  const sentId = sent?.questionId
  // Who asks wants to see it, wherever they were reading.
  useLayoutEffect(() => {
    if (sentId !== undefined) toBottom()
  }, [sentId, toBottom])
  const waiting = sent && !messages.some((message) => message.id === sent.questionId) ? sent : null

  return (
    <div className={styles.frame}>
      <div
        ref={scroller}
        className={away ? `${styles.scroller} ${styles.away}` : styles.scroller}
        role="log"
        aria-live="off"
        aria-label="Conversation"
        tabIndex={-1}
      >
        <div ref={content} className={styles.content}>
          {stretches.map(
            (stretch, index) =>
              (isWhole || stretch.isFirst) && (
                <ThreadStretch
                  key={stretch.key}
                  stretch={stretch}
                  scroller={scroller}
                  onWoken={keepEnd}
                  near={index >= stretches.length - alwaysNear}
                  isLast={index === stretches.length - 1}
                />
              ),
          )}
          {waiting && <QuestionMessage text={waiting.text} attachmentIds={waiting.attachmentIds} />}
        </div>
      </div>
      {away && (
        <IconButton label="To the end" className={styles.down ?? ''} onClick={toBottom}>
          <ArrowDown size={18} aria-hidden />
        </IconButton>
      )}
    </div>
  )
}
