import { Square } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { goesOnFrom } from '../../lib/chat/comparison'
import type { Message } from '../../lib/chat/message'
import { useIsShownEnd } from '../chat/thread/shown-end'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { useSettings } from '../hooks/use-settings'
import { Button } from '../ui/Button'
import { Column } from './Column'
import { endWords, nameOf, progressWords } from './compare-words'
import { Tabs } from './Tabs'
import { useWide } from './use-wide'
import styles from './Comparison.module.css'

type ComparisonProps = {
  question: Message
  /** In the order of their columns, as they are stored. */
  answers: readonly Message[]
  /** The one on the shown path. */
  shown: Message
  /** From the conversation's start to the question. */
  before: readonly Message[]
}

/** The answers of several models to one question: side by side where there is room, else one behind the other. */
export function Comparison({ question, answers, shown, before }: ComparisonProps) {
  const { chat } = useChatSession()
  const settings = useSettings()
  const tabs = useId()
  const box = useRef<HTMLElement>(null)
  const wide = useWide(box, answers.length)
  const [place, setPlace] = useState(() => Math.max(0, answers.indexOf(shown)))
  const followed = !useIsShownEnd(shown.id)
  const running = useChatState(({ runningIds }) => answers.filter(({ id }) => runningIds.includes(id)).length)
  const inFront = answers[Math.min(place, answers.length - 1)]

  const show = (to: number) => {
    setPlace(to)
    const answer = answers[to]
    // What is read here is what the reader means to go on from; what followed one already stays as it is.
    if (answer && !followed) void chat.branches.show(answer.id)
  }
  const goesOn = followed ? shown.id : goesOnFrom([question, ...answers], shown.id)
  const name = nameOf(answers.find((answer) => answer.id === goesOn) ?? shown, settings)
  return (
    <section
      ref={box}
      className={styles.comparison}
      aria-label={`${answers.length} answers side by side`}
      data-testid="comparison"
      data-layout={wide ? 'columns' : 'tabs'}
    >
      {!wide && <Tabs id={tabs} answers={answers} place={inFront ? answers.indexOf(inFront) : 0} onShow={show} />}
      <div className={styles.columns}>
        {answers.map((answer, index) => (
          <Column
            key={answer.id}
            tabbed={!wide}
            id={`${tabs}-panel-${index}`}
            tabId={`${tabs}-tab-${index}`}
            answer={answer}
            answers={answers}
            before={before}
            hidden={!wide && answer !== inFront}
          />
        ))}
      </div>
      <div className={styles.foot}>
        <p role="status" data-testid="comparison-state">
          {running > 0 ? progressWords(answers.length - running, answers.length) : endWords({ name, followed })}
        </p>
        {running > 1 && (
          <Button
            icon={<Square size={11} fill="currentColor" aria-hidden />}
            data-testid="comparison-stop-all"
            onClick={() => void chat.stopAll()}
          >
            Stop all
          </Button>
        )}
      </div>
    </section>
  )
}
