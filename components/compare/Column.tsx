import { Check, Square } from 'lucide-react'
import type { Message } from '../../lib/chat/message'
import { AnswerMessage } from '../chat/AnswerMessage'
import { useChatSession } from '../hooks/use-chat'
import { useSettings } from '../hooks/use-settings'
import { useLiveMessage } from '../hooks/use-thread'
import { Button, IconButton } from '../ui/Button'
import { nameOf, statusWords } from './compare-words'
import { ModelName } from './ModelName'
import { StatusMark } from './StatusMark'
import styles from './Comparison.module.css'

type ColumnProps = {
  id: string
  tabId: string
  /** Its tab says whose it is; otherwise it has a head of its own. */
  tabbed: boolean
  hidden: boolean
  answer: Message
  /** All that are compared. */
  answers: readonly Message[]
  before: readonly Message[]
}

/** One of the answers that are compared, and what can be done with it. */
export function Column({ id, tabId, tabbed, hidden, answer, answers, before }: ColumnProps) {
  const settings = useSettings()
  const name = nameOf(answer, settings)
  const names = answers.map((one) => nameOf(one, settings))
  return (
    <div
      id={id}
      className={styles.column}
      hidden={hidden}
      data-testid="comparison-column"
      {...(tabbed
        ? { role: 'tabpanel', 'aria-labelledby': tabId }
        : { role: 'group', 'aria-label': `Answer of ${name}` })}
    >
      <Head answer={answer} name={name} names={names} named={!tabbed} />
      {/* Its other tries are found once one of the answers is kept. */}
      <AnswerMessage stored={answer} siblings={[answer]} before={before} />
    </div>
  )
}

type HeadProps = { answer: Message; name: string; names: readonly string[]; named: boolean }

function Head({ answer, name, names, named }: HeadProps) {
  const { chat } = useChatSession()
  const { id, status } = useLiveMessage(answer)
  return (
    <div className={styles.head}>
      {named ? (
        <>
          <StatusMark status={status} />
          <h3 className={styles.name} title={name} aria-label={name}>
            <ModelName name={name} names={names} />
          </h3>
          <span className={styles.unseen}>{statusWords[status]}</span>
        </>
      ) : (
        <span className={styles.state}>{statusWords[status]}</span>
      )}
      {status === 'streaming' && (
        <IconButton
          label={`Stop ${name}`}
          className={styles.stop ?? ''}
          data-testid="comparison-stop"
          onClick={() => void chat.stop(id)}
        >
          <Square size={11} fill="currentColor" aria-hidden />
        </IconButton>
      )}
      <Button
        icon={<Check size={14} aria-hidden />}
        className={styles.keep ?? ''}
        aria-label={`Keep the answer of ${name}`}
        title="Go on from this answer. The others stay beside it."
        data-testid="comparison-keep"
        onClick={() => void chat.comparing.keep(id)}
      >
        Keep
      </Button>
    </div>
  )
}
