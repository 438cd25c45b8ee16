import { useRef, type KeyboardEvent } from 'react'
import type { Message } from '../../lib/chat/message'
import { useSettings } from '../hooks/use-settings'
import { useLiveMessage } from '../hooks/use-thread'
import { nameOf, statusWords } from './compare-words'
import { ModelName } from './ModelName'
import { StatusMark } from './StatusMark'
import styles from './Comparison.module.css'

type TabsProps = {
  /** The beginning of the ids of tabs and panels. */
  id: string
  answers: readonly Message[]
  place: number
  onShow: (place: number) => void
}

/** Where there is no room side by side: the models' names, one of them in front. Arrow keys go through them. */
export function Tabs({ id, answers, place, onShow }: TabsProps) {
  const settings = useSettings()
  const names = answers.map((answer) => nameOf(answer, settings))
  const list = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    const rtl = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1
    const last = answers.length - 1
    const targets: Record<string, number> = { ArrowRight: place + rtl, ArrowLeft: place - rtl, Home: 0, End: last }
    const target = targets[event.key]
    if (target === undefined) return
    event.preventDefault()
    const to = (target + answers.length) % answers.length
    onShow(to)
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[to]?.focus()
  }
  return (
    <div ref={list} className={styles.tabs} role="tablist" aria-label="Answers" tabIndex={-1} onKeyDown={onKeyDown}>
      {answers.map((answer, index) => (
        <Tab
          key={answer.id}
          id={`${id}-tab-${index}`}
          panelId={`${id}-panel-${index}`}
          answer={answer}
          name={names[index] ?? ''}
          names={names}
          isInFront={index === place}
          onShow={() => onShow(index)}
        />
      ))}
    </div>
  )
}

type TabProps = {
  id: string
  panelId: string
  answer: Message
  name: string
  /** Of all that are compared. */
  names: readonly string[]
  isInFront: boolean
  onShow: () => void
}

function Tab({ id, panelId, answer, name, names, isInFront, onShow }: TabProps) {
  const { status } = useLiveMessage(answer)
  return (
    <button
      type="button"
      id={id}
      role="tab"
      aria-label={`${name}: ${statusWords[status]}`}
      aria-selected={isInFront}
      aria-controls={panelId}
      tabIndex={isInFront ? 0 : -1}
      className={styles.tab}
      title={`${name}: ${statusWords[status]}`}
      data-testid="comparison-tab"
      onClick={onShow}
    >
      <StatusMark status={status} />
      <ModelName name={name} names={names} />
    </button>
  )
}
