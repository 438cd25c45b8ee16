import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { say } from '../announce/say'
import { useCopied } from '../hooks/use-copied'
import styles from './code.module.css'

type CopyButtonProps = {
  /** Made when it is asked for. */
  text: () => string
  label?: string
}

// The same in every drawing: a table that grows is drawn with each word.
const copyIcon = <Copy size={13} aria-hidden="true" />
const copiedIcon = <Check size={13} aria-hidden="true" />

export function CopyButton({ text, label = 'Copy' }: CopyButtonProps) {
  const [copied, copy] = useCopied()
  const [failed, setFailed] = useState(false)
  const onClick = () => {
    setFailed(false)
    copy(text()).catch(() => {
      setFailed(true)
      say('Could not copy.')
    })
  }
  return (
    <button type="button" className={styles.codeButton} onClick={onClick}>
      {copied ? copiedIcon : copyIcon}
      {copied ? 'Copied' : failed ? 'Could not copy' : label}
    </button>
  )
}
