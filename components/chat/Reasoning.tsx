import { useEffect, useState } from 'react'
import { Markdown } from '../markdown/Markdown'
import { useGrowingText } from '../markdown/use-growing-text'
import styles from './Reasoning.module.css'

type ReasoningProps = {
  text: string
  thinking: boolean
  /** As far as the run has told; while it goes on, once a second. */
  durationMs: number | undefined
}

/** What the model thought before it answered, folded away. */
export function Reasoning({ text, thinking, durationMs }: ReasoningProps) {
  const { drawn, isBehind } = useGrowingText(text, thinking)
  return (
    <details className={styles.fold} data-testid="message-reasoning">
      <summary className={styles.summary}>{thinking ? <Thinking knownMs={durationMs} /> : label(durationMs)}</summary>
      <div className={styles.text}>
        <Markdown text={drawn} streaming={thinking} isBehind={isBehind} />
      </div>
    </details>
  )
}

function Thinking({ knownMs = 0 }: { knownMs: number | undefined }) {
  const seconds = Math.floor(useElapsed(knownMs) / 1_000)
  return (
    <>
      <span className={styles.pulse}>Thinking…</span>
      {seconds > 0 && <span className={styles.time} role="timer" aria-live="off">{` ${inWords(seconds)}`}</span>}
    </>
  )
}

/** Goes on from what is known: a model can be silent for long, and a panel can be opened late. */
function useElapsed(knownMs: number): number {
  const [elapsed, setElapsed] = useState(knownMs)
  useEffect(() => {
    const since = Date.now()
    const count = () => setElapsed(knownMs + Date.now() - since)
    count()
    const timer = setInterval(count, 1_000)
    return () => clearInterval(timer)
  }, [knownMs])
  return elapsed
}

function label(durationMs: number | undefined): string {
  if (durationMs === undefined) return 'Thought about it'
  const seconds = durationMs / 1_000
  return `Thought for ${inWords(seconds < 10 ? Number(seconds.toFixed(1)) : Math.round(seconds))}`
}

function inWords(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
}
