import { useEffect, useEffectEvent, useState } from 'react'
import { call } from '../../lib/messaging/calls'
import type { QueuedQuestion } from '../../lib/chat/queued-question'
import { useAttempt } from '../hooks/use-attempt'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { useQueue } from '../hooks/use-queue'
import { Button } from '../ui/Button'
import { countWords, placeWords, whyItWaits } from './queue-words'
import { QueuedItem } from './QueuedItem'
import styles from './Queue.module.css'

const wakeAfterMs = 1_000

/** The questions that wait in this conversation, between its thread and the composer. */
export function Queue() {
  // What was removed belongs to the conversation it was removed from.
  const conversationId = useChatState((state) => state.conversationId)
  return <Line key={conversationId} />
}

/** A line whose turn it is moves at once, unless the worker died just then: nobody else would wake it. */
function useStalled(due: boolean): void {
  const conversationId = useChatState((state) => state.conversationId)
  const attempt = useAttempt()
  const wake = useEffectEvent(() => attempt(() => call('advanceQueue', { conversationId })))
  useEffect(() => {
    if (!due) return undefined
    const timer = setTimeout(() => wake(), wakeAfterMs)
    return () => clearTimeout(timer)
  }, [due])
}

function Line() {
  const { chat } = useChatSession()
  const waiting = useQueue()
  const { line } = waiting
  const busy = useChatState(({ sent, runningIds }) => sent !== null || runningIds.length > 0)
  const overtaken = useChatState((state) => state.overtaken)
  const [removed, setRemoved] = useState<QueuedQuestion[]>([])
  const [moved, setMoved] = useState('')
  const attempt = useAttempt()
  const why = busy ? undefined : whyItWaits(waiting)
  useStalled(!busy && line.length > 0 && why === undefined)

  const move = (question: QueuedQuestion, by: number) =>
    attempt(async () => {
      await call('moveQueued', { questionId: question.id, by })
      setMoved(placeWords(question.place + by, line.length))
    })
  const remove = (questions: QueuedQuestion[]) =>
    attempt(async () => {
      for (const { id } of questions) await call('removeQueued', { questionId: id })
      setRemoved(questions)
      chat.focusComposer()
    })
  const restore = () =>
    attempt(async () => {
      for (const { problem: _, ...question } of removed) await call('restoreQueued', { question })
      setRemoved([])
      chat.focusComposer()
    })

  return (
    <>
      {line.length > 0 && (
        <section className={styles.queue} aria-label="Questions that wait" data-testid="queue">
          <p className={styles.heading}>
            <span className={styles.next}>Next</span>
            {line.length > 1 && <span className={styles.count}>{line.length} questions</span>}
          </p>
          <ol className={styles.line}>
            {line.map((question) => (
              <QueuedItem
                key={question.id}
                question={question}
                last={question.place === line.length - 1}
                onMove={(by) => move(question, by)}
                onRemove={() => remove([question])}
              />
            ))}
          </ol>
          {overtaken !== null && line.some(({ id }) => id === overtaken) && (
            <p className={styles.word} role="status">
              Another window asked first. Your question is asked after that answer.
            </p>
          )}
          {why !== undefined && (
            <div className={styles.held} role="status" data-testid="queue-waits">
              <p>{why}</p>
              <div className={styles.actions}>
                <Button data-testid="queue-send-next" onClick={() => void chat.sendNext()}>
                  Send next
                </Button>
                <Button look="quiet" data-testid="queue-remove-all" onClick={() => remove(line)}>
                  {line.length === 1 ? 'Remove' : 'Remove all'}
                </Button>
              </div>
            </div>
          )}
        </section>
      )}
      {removed.length > 0 && (
        <div className={styles.undo} role="status" data-testid="queue-undo">
          <span>{removed.length === 1 ? 'Removed one question.' : `Removed ${removed.length} questions.`}</span>
          <Button look="quiet" onClick={() => setRemoved([])}>
            Dismiss
          </Button>
          <Button onClick={restore}>Undo</Button>
        </div>
      )}
      <p className={styles.hidden} role="status">
        {countWords(line.length)} {moved}
      </p>
    </>
  )
}
