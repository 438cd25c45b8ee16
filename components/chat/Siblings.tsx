import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useId, useLayoutEffect, useRef } from 'react'
import type { Message } from '../../lib/chat/message'
import { useChatSession } from '../hooks/use-chat'
import { IconButton } from '../ui/Button'
import { forgetPlace, keepPlace, takePlace } from './thread/kept-place'
import styles from './Message.module.css'

/**
 * Leads through the answers to one question, or the forms a question had: an earlier try is kept, whatever came after.
 * The arrows stay under the pointer and keep the focus, whatever size the forms have.
 */
export function Siblings({ message, siblings }: { message: Message; siblings: readonly Message[] }) {
  const { chat } = useChatSession()
  const arrows = useRef<HTMLElement>(null)
  const placeId = useId()
  const place = siblings.findIndex(({ id }) => id === message.id)
  const noun = message.role === 'user' ? 'question' : 'answer'
  const label = message.role === 'user' ? 'Forms of this question' : 'Answers to this question'

  useLayoutEffect(() => {
    const pressed = arrows.current && takePlace(message, arrows.current)
    if (pressed)
      arrows.current?.querySelector<HTMLElement>(`[data-direction=${pressed}]`)?.focus({ preventScroll: true })
    // oxlint-disable-next-line react/exhaustive-deps -- arrows that are drawn anew are those of another form
  }, [message.id])

  const arrow = (direction: 'earlier' | 'later') => {
    const target = siblings[direction === 'earlier' ? place - 1 : place + 1]
    const show = async () => {
      if (!target || !arrows.current) return
      keepPlace(message, direction, arrows.current)
      if (!(await chat.branches.show(target.id))) forgetPlace()
    }
    const Icon = direction === 'earlier' ? ChevronLeft : ChevronRight
    return (
      <IconButton
        label={`${direction === 'earlier' ? 'Earlier' : 'Later'} ${noun}`}
        data-direction={direction}
        // Not `disabled`: who has come to the last one with the keyboard keeps the focus.
        aria-disabled={!target}
        aria-describedby={placeId}
        onClick={() => void show()}
      >
        <Icon size={15} className={styles.flips} aria-hidden />
      </IconButton>
    )
  }

  return (
    <nav ref={arrows} className={styles.siblings} aria-label={label} data-testid="siblings">
      {arrow('earlier')}
      <span id={placeId} className={styles.place}>{`${place + 1} / ${siblings.length}`}</span>
      {arrow('later')}
    </nav>
  )
}
