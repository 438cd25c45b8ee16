import { useEffect, useState } from 'react'
import type { Pause } from '../../lib/chat/message'
import { call } from '../../lib/messaging/calls'
import { useAttempt } from '../hooks/use-attempt'
import { Button } from '../ui/Button'
import { Notice } from '../ui/Notice'
import { pauseWords } from './pause-words'

const testIds: Record<Pause['reason'], string> = {
  failure: 'message-retry-wait',
  'rate-limit': 'message-limit-wait',
  slot: 'message-slot-wait',
}

/** Why nothing is sent yet, and the way around it; *Stop* ends the waiting, as it ends any answer. */
export function PauseNotice({ messageId, pause }: { messageId: string; pause: Pause }) {
  const attempt = useAttempt()
  const skip = () => attempt(() => call('skipWait', { messageId }))
  return (
    <Notice
      tone="info"
      silent
      testId={testIds[pause.reason]}
      action={pause.skippable && <Button onClick={skip}>{pause.reason === 'failure' ? 'Try now' : 'Send now'}</Button>}
    >
      {pauseWords(pause)} <Waiting pause={pause} />
    </Notice>
  )
}

function Waiting({ pause }: { pause: Pause }) {
  switch (pause.reason) {
    case 'failure':
      return <Countdown pause={pause} before="Trying again in" after="Trying again…" />
    case 'rate-limit':
      return <Countdown pause={pause} before="this question is sent in" after="this question is sent now." />
    case 'slot':
      return null
  }
}

type CountdownProps = { pause: { since: number; waitMs: number }; before: string; after: string }

/** A timer, so that a screen reader hears of the pause once and not every second. */
function Countdown({ pause, before, after }: CountdownProps) {
  const seconds = useSecondsLeft(pause.since + pause.waitMs)
  return (
    <span role="timer" aria-live="off">
      {seconds > 0 ? `${before} ${seconds} s.` : after}
    </span>
  )
}

/** Counts down to a moment, and stops counting there. */
function useSecondsLeft(until: number): number {
  const [now, setNow] = useState(Date.now)
  const left = Math.max(0, Math.ceil((until - now) / 1_000))
  useEffect(() => {
    if (left === 0) return
    const timer = setTimeout(() => setNow(Date.now()), 250)
    return () => clearTimeout(timer)
  }, [left, now])
  return left
}
