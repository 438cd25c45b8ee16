import { useEffect, useState } from 'react'
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
  useEffect(() => {
    const since = length === 0 ? askedAt : Date.now()
    const count = () => setCounted({ length, seconds: Math.floor((Date.now() - since) / 1_000) })
    const timer = setInterval(count, 1_000)
    return () => clearInterval(timer)
  }, [length, askedAt])
  return counted.length === length ? counted.seconds : 0
}
