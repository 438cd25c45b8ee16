import { memo, useState } from 'react'
import { Check, Copy, WrapText } from 'lucide-react'
import { useCopied } from '../hooks/use-copied'
import { LineGroups } from './line-groups'
import { ScrollBox } from './ScrollBox'
import styles from './code.module.css'

type CodeBlockProps = {
  /** What stands after the opening fence; its first word names the language. */
  info: string
  code: string
}

/** A block of code with its language, a copy button and a wrap switch. */
export function CodeBlock({ info, code }: CodeBlockProps) {
  const [wraps, setWraps] = useState(false)
  const language = languageOf(info)
  return (
    <figure className={styles.code} dir="ltr">
      <figcaption className={styles.codeBar}>
        <span className={styles.language}>{language || 'text'}</span>
        <button type="button" className={styles.codeButton} aria-pressed={wraps} onClick={() => setWraps(!wraps)}>
          <WrapText size={13} aria-hidden="true" />
          Wrap
        </button>
        <CopyButton code={code} />
      </figcaption>
      <ScrollBox name={`Code, ${language || 'text'}`}>
        <pre className={wraps ? styles.wrapped : undefined}>
          <code>
            <CodeText code={code} />
          </code>
        </pre>
      </ScrollBox>
    </figure>
  )
}

/** The code itself, in groups of lines: where colours will be laid over it. */
function CodeText({ code }: { code: string }) {
  const [groups] = useState(() => new LineGroups())
  return groups.update(code).map((lines, index) => <Lines key={index} lines={lines} />)
}

const Lines = memo(function Lines({ lines }: { lines: string }) {
  return <span className={styles.lines}>{lines}</span>
})

function CopyButton({ code }: { code: string }) {
  const [copied, copy] = useCopied()
  const [failed, setFailed] = useState(false)
  const onClick = () => {
    setFailed(false)
    copy(code).catch(() => setFailed(true))
  }
  return (
    <button type="button" className={styles.codeButton} onClick={onClick}>
      {copied ? <Check size={13} aria-hidden="true" /> : <Copy size={13} aria-hidden="true" />}
      <span aria-live="polite">{copied ? 'Copied' : failed ? 'Could not copy' : 'Copy'}</span>
    </button>
  )
}

function languageOf(info: string): string {
  return (info.split(/[\s,{}]+/).find((word) => word !== '') ?? '').replace(/^\./, '').slice(0, 24).toLowerCase()
}
