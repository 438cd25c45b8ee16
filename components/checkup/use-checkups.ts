import { useCallback, useEffect, useRef, useState } from 'react'
import { toErrorInfo, type ErrorInfo } from '../../lib/chat/chat-error'
import type { Checkup, Rung } from '../../lib/chat/checkup'
import { startCheckup, type CheckupRun } from '../../lib/panel/checkup'

type EndedCheckup =
  | { status: 'done'; checkup: Checkup }
  /** There was no checkup at all. */
  | { status: 'broken'; error: ErrorInfo }

export type CheckupState = { status: 'running'; /** Known to hold so far. */ rungs: Rung[] } | EndedCheckup

export type Checkups = {
  of: (providerId: string) => CheckupState | undefined
  /** Takes the place of the one before. Resolves with how it ended, and never rejects. */
  start: (providerId: string, model: string) => Promise<EndedCheckup>
  stop: (providerId: string) => void
  /** Stops it and forgets what it found. */
  clear: (providerId: string) => void
}

/** The newest checkup of each provider. All of them end with the component. */
export function useCheckups(): Checkups {
  const [states, setStates] = useState<Record<string, CheckupState>>({})
  const runs = useRef(new Map<string, CheckupRun>())

  useEffect(() => {
    const { current } = runs
    return () => {
      for (const run of current.values()) run.stop()
      current.clear()
    }
  }, [])

  const start = useCallback(async (providerId: string, model: string) => {
    runs.current.get(providerId)?.stop()
    const show = (state: CheckupState) => {
      if (runs.current.get(providerId) === run) setStates((all) => ({ ...all, [providerId]: state }))
    }
    const run = startCheckup({ providerId, model }, (rungs) => show({ status: 'running', rungs }))
    runs.current.set(providerId, run)
    show({ status: 'running', rungs: [] })
    const end = await run.result.then(
      (checkup): EndedCheckup => ({ status: 'done', checkup }),
      (error: unknown): EndedCheckup => ({ status: 'broken', error: toErrorInfo(error) }),
    )
    show(end)
    return end
  }, [])

  const stop = useCallback((providerId: string) => runs.current.get(providerId)?.stop(), [])

  const clear = useCallback((providerId: string) => {
    runs.current.get(providerId)?.stop()
    runs.current.delete(providerId)
    setStates(({ [providerId]: _forgotten, ...rest }) => rest)
  }, [])

  return { of: (providerId) => states[providerId], start, stop, clear }
}
