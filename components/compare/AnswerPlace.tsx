import { comparedAnswers } from '../../lib/chat/comparison'
import type { Message } from '../../lib/chat/message'
import { AnswerMessage } from '../chat/AnswerMessage'
import { useChatSession } from '../hooks/use-chat'
import { Button } from '../ui/Button'
import { Comparison } from './Comparison'
import styles from './Comparison.module.css'

type AnswerPlaceProps = {
  stored: Message
  /** What it answers; undefined where that is gone. */
  question: Message | undefined
  siblings: Message[]
  /** From the conversation's start to the question. */
  before: readonly Message[]
}

/** The same for all answers that are read side by side: whichever is the shown one, they stay as they are. */
export function placeKey(answer: Message, question: Message | undefined): string {
  return question?.comparison && !question.comparison.decided ? `compared-${question.id}` : answer.id
}

/** An answer in the thread, or several side by side. */
export function AnswerPlace({ stored, question, siblings, before }: AnswerPlaceProps) {
  const compared = question ? comparedAnswers(siblings, question) : []
  const isCompared = compared.some(({ id }) => id === stored.id)
  if (question && isCompared && !question.comparison?.decided) {
    return <Comparison question={question} answers={compared} shown={stored} before={before} />
  }
  return (
    <>
      <AnswerMessage stored={stored} siblings={siblings} before={before} />
      {question && isCompared && <ComparedNote questionId={question.id} others={compared.length - 1} />}
    </>
  )
}

/** Below the answer that the conversation went on from. */
function ComparedNote({ questionId, others }: { questionId: string; others: number }) {
  const { chat } = useChatSession()
  return (
    <p className={styles.decided} data-testid="compared-note">
      Compared with {others === 1 ? 'one other' : `${others} others`}.{' '}
      <Button
        look="quiet"
        className={styles.again ?? ''}
        data-testid="compared-again"
        onClick={() => void chat.comparing.showAgain(questionId)}
      >
        Show side by side
      </Button>
    </p>
  )
}
