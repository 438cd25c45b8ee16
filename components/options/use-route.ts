import { useEffect, useState } from 'react'
import { parseRoute, type Route } from './route'

/** The route, and a number that grows with every arrival: the same address asked for twice is answered twice. */
export type Visit = Route & { visit: number }

export function useRoute(): Visit {
  const [current, setCurrent] = useState<Visit>(() => ({ ...parseRoute(location.hash), visit: 0 }))
  useEffect(() => {
    const arrive = () => setCurrent(({ visit }) => ({ ...parseRoute(location.hash), visit: visit + 1 }))
    window.addEventListener('hashchange', arrive)
    return () => window.removeEventListener('hashchange', arrive)
  }, [])
  return current
}
