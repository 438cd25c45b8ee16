import { useEffect, useState } from 'react'
import type { Retry } from '../../lib/chat/message'
import { call } from '../../lib/messaging/calls'
import { useAttempt } from '../hooks/use-attempt'
import { Button } from '../ui/Button'
import { Notice } from '../ui/Notice'

/** A failure that passes, with the seconds until the next try; *Stop* ends the waiting, as it ends any answer. */
export function RetryNotice({ messageId, retry }: { messageId: string; retry: Retry }) {
  const seconds = useSecondsLeft(retry.since + retry.waitMs)
  const attempt = useAttempt()
  return (
    <Notice
      tone="info"
      testId="message-retry-wait"
      action={<Button onClick={() => attempt(() => call('skipWait', { messageId }))}>Try now</Button>}
    >
      {`${retry.error.message} ${seconds > 0 ? `Trying again in ${seconds} s.` : 'Trying again…'}`}
    </Notice>
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
