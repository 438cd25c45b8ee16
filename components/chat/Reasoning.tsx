import { Markdown } from '../markdown/Markdown'
import styles from './Reasoning.module.css'

type ReasoningProps = { text: string; thinking: boolean; durationMs: number | undefined }

/** What the model thought before it answered, folded away. */
export function Reasoning({ text, thinking, durationMs }: ReasoningProps) {
  return (
    <details className={styles.fold} data-testid="message-reasoning">
      <summary className={styles.summary}>
        {thinking ? <span className={styles.pulse}>Thinking…</span> : label(durationMs)}
      </summary>
      <div className={styles.text}>
        <Markdown text={text} streaming={thinking} />
      </div>
    </details>
  )
}

function label(durationMs: number | undefined): string {
  if (durationMs === undefined) return 'Thought about it'
  const seconds = durationMs / 1_000
  if (seconds < 60) return `Thought for ${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`
  return `Thought for ${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
}
