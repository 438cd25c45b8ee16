import { useEffect, useRef, useState } from 'react'
import { countIn, type Coverage } from '../../lib/chat/coverage'

/** Before so many sections were seen being read, nobody can tell. */
const leastSeen = 2

/** Milliseconds until everything is read, as far as the sections read so far tell; undefined when they do not. */
export function useTimeLeft(coverage: Coverage, streaming: boolean): number | undefined {
  const reading = streaming && coverage.reading === 'everything' && !coverage.combining
  const done = countIn(coverage, 'read', 'failed')
  const left = coverage.sections.length - done
  // What was read before this was opened says nothing of how fast it goes.
  const begun = useRef<{ at: number; done: number } | null>(null)
  const [estimate, setEstimate] = useState<number | undefined>(undefined)

  useEffect(() => {
    if (!reading || coverage.sections.length === 0) {
      begun.current = null
      setEstimate(undefined)
      return
    }
    begun.current ??= { at: Date.now(), done }
    const seen = done - begun.current.done
    if (seen >= leastSeen) setEstimate(((Date.now() - begun.current.at) / seen) * left)
  }, [reading, done, left, coverage.sections.length])

  return estimate === undefined || left === 0 ? undefined : estimate
}
