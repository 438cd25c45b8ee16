import { useCallback, useState } from 'react'
import { ChevronsUpDown, Download, WrapText } from 'lucide-react'
import { saveFile } from '../hooks/save-file'
import { CodeText, shownLines } from './CodeText'
import { CopyButton } from './CopyButton'
import { codeFileName } from './file-name'
import { MathFence } from './MathFence'
import { ScrollBox } from './ScrollBox'
import styles from './code.module.css'

/** Hiding only a few lines would help nobody. */
const foldedFrom = shownLines + 8

// The same in every drawing: code that grows is drawn with each word.
const wrapIcon = <WrapText size={13} aria-hidden="true" />
const saveIcon = <Download size={13} aria-hidden="true" />

type CodeBlockProps = {
  /** What stands after the opening fence; its first word names the language. */
  info: string
  code: string
  /** More of the code will come. */
  open?: boolean
}

export function CodeBlock({ info, code, open = false }: CodeBlockProps) {
  const language = languageOf(info)
  if (language === 'math') return <MathFence code={code} open={open} />
  return <Code language={language} code={code} open={open} />
}

/** A block of code with its language, and what can be done with it. A long one shows its first lines. */
function Code({ language, code, open }: { language: string; code: string; open: boolean }) {
  const [wraps, setWraps] = useState(false)
  const lines = lineCount(code)
  // What was seen growing stays open: folding it would pull away what somebody reads.
  const [folded, setFolded] = useState(!open && lines >= foldedFrom)
  const unfold = useCallback(() => setFolded(false), [])
  const name = `Code, ${language || 'text'}`
  return (
    <figure className={styles.code} dir="ltr">
      <figcaption className={styles.codeBar}>
        <span className={styles.language}>{language || 'text'}</span>
        <button type="button" className={styles.codeButton} aria-pressed={wraps} onClick={() => setWraps(!wraps)}>
          {wrapIcon}
          Wrap
        </button>
        <button
          type="button"
          className={styles.codeButton}
          title="Save as a file"
          onClick={() => saveFile(codeFileName(language), new Blob([code], { type: 'text/plain' }))}
        >
          {saveIcon}
          Save
        </button>
        <CopyButton text={() => code} />
      </figcaption>
      <ScrollBox name={name}>
        <pre className={wraps ? styles.wrapped : undefined}>
          <code>
            <CodeText language={language} code={code} open={open} folded={folded} onFound={unfold} />
          </code>
        </pre>
      </ScrollBox>
      {!open && lines >= foldedFrom && (
        <button
          type="button"
          className={folded ? `${styles.fold} ${styles.folded}` : styles.fold}
          aria-expanded={!folded}
          data-testid="code-fold"
          onClick={() => setFolded(!folded)}
        >
          <ChevronsUpDown size={13} aria-hidden="true" />
          {folded ? `Show all ${lines} lines` : 'Show fewer lines'}
        </button>
      )}
    </figure>
  )
}

function lineCount(code: string): number {
  let lines = 1
  for (let at = code.indexOf('\n'); at !== -1; at = code.indexOf('\n', at + 1)) lines += 1
  return lines
}

function languageOf(info: string): string {
  const word = info.split(/[\s,{}]+/).find((part) => part !== '') ?? ''
  return word
    .replace(/\\([^\w\s])/g, '$1')
    .replace(/^\./, '')
    .slice(0, 24)
    .toLowerCase()
}
