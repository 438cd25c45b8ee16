import { useEffect, useState } from 'react'

const stepMs = 30_000

/** The time, moving in steps: good enough for "3 min ago". */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), stepMs)
    return () => clearInterval(timer)
  }, [])
  return now
}
