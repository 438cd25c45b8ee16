import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import styles from './Message.module.css'

/** A silence shorter than this is how models talk. */
const notableSeconds = 10

type SilenceNoticeProps = {
  /** Grows with every piece of the answer. */
  length: number
  /** Milliseconds since the epoch: when the question was sent. */
  askedAt: number
}

/** Says that an answer keeps its reader waiting, and for how long, from ten seconds on; *Stop* is where it always is. */
export function SilenceNotice({ length, askedAt }: SilenceNoticeProps) {
  const seconds = useSecondsSince(length, askedAt)
  if (seconds < notableSeconds) return null
  return (
    <p className={styles.note} role="status" data-testid="message-silence">
      {length === 0 ? 'Still waiting for the first word' : 'Still connected, but nothing new has come'}
      <span role="timer" aria-live="off">{` · ${seconds} s`}</span>
    </p>
  )
}

/** Whole seconds since the answer last grew, or since it was asked for. */
function useSecondsSince(length: number, askedAt: number): number {
  const [counted, setCounted] = useState({ length, seconds: 0 })
  const grown = useRef({ length, since: askedAt })
  // Nothing else is done for a piece that comes: no timer is set anew, and nothing is to be done after the picture.
  useLayoutEffect(() => {
    grown.current = { length, since: length === 0 ? askedAt : Date.now() }
  }, [length, askedAt])
  useEffect(() => {
    const count = () => {
      const { since, ...silence } = grown.current
      setCounted({ ...silence, seconds: Math.floor((Date.now() - since) / 1_000) })
    }
    const timer = setInterval(count, 1_000)
    return () => clearInterval(timer)
  }, [])
  return counted.length === length ? counted.seconds : 0
}
