import { useEffect, useRef, useState } from 'react'
import { hear, type Said } from './say'
import styles from './SpokenRegions.module.css'

/** A region that grew without end would be read from its start by some. */
const mostKept = 12

/**
 * What a screen reader says by itself. It reads no region under a modal dialog, so each dialog has its own: all of them
 * grow, and the topmost is heard.
 */
export function SpokenRegions({ testId }: { testId: string }) {
  const [said, setSaid] = useState<readonly (Said & { id: number })[]>([])
  const count = useRef(0)

  useEffect(
    () =>
      hear((words) => {
        if (words === null) return setSaid([])
        const fresh = words.map((one) => ({ ...one, id: (count.current += 1) }))
        return setSaid((before) => [...before, ...fresh].slice(-mostKept))
      }),
    [],
  )

  const paragraphs = (urgent: boolean) =>
    said.filter((one) => one.urgent === urgent).map(({ id, words }) => <p key={id}>{words}</p>)
  return (
    <>
      <div className={styles.unseen} role="status" aria-live="polite" aria-atomic="false" data-testid={testId}>
        {paragraphs(false)}
      </div>
      <div className={styles.unseen} aria-live="assertive" data-testid={`${testId}-urgent`}>
        {paragraphs(true)}
      </div>
    </>
  )
}
