import { useEffect, useState } from 'react'

/** The time, moving in steps of so many milliseconds: half a minute is good enough for "3 min ago". */
export function useNow(stepMs = 30_000): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), stepMs)
    return () => clearInterval(timer)
  }, [stepMs])
  return now
}
