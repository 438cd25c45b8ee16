import { useEffect, useRef, useState } from 'react'
import type { ProviderStatus } from '../../lib/chat/provider-status'
import type { CheckupEnd } from './checkup-summary'
import { useOptions } from './options-context'

/** More at once would make the slow ones look slower than they are. */
const atOnce = 3

/** One checkup after the other, three at a time. A provider nobody has set up leaves no ladder on its card. */
export function useCheckAll() {
  const { providers, checkups } = useOptions()
  const [ended, setEnded] = useState<CheckupEnd[]>([])
  const [total, setTotal] = useState(0)
  const [running, setRunning] = useState(false)
  const waiting = useRef<ProviderStatus[]>([])
  const current = useRef(new Set<string>())

  useEffect(() => () => void waiting.current.splice(0), [])

  async function checkNext(): Promise<void> {
    for (let next = waiting.current.shift(); next; next = waiting.current.shift()) {
      const { id, name } = next
      current.current.add(id)
      const end = await checkups.start(id, '')
      current.current.delete(id)
      const outcome = end.status === 'done' ? end.checkup.outcome : 'failed'
      if (outcome === 'not-set-up') checkups.clear(id)
      setEnded((ends) => [...ends, { name, outcome }])
    }
  }

  async function start(): Promise<void> {
    waiting.current = providers.filter(({ available }) => available)
    setTotal(waiting.current.length)
    setEnded([])
    setRunning(true)
    await Promise.all(Array.from({ length: atOnce }, checkNext))
    setRunning(false)
  }

  function stop(): void {
    waiting.current = []
    for (const id of current.current) checkups.stop(id)
  }

  return { running, ended, total, start, stop }
}
