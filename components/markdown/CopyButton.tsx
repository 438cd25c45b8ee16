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
      {copied ? <Check size={13} aria-hidden="true" /> : <Copy size={13} aria-hidden="true" />}
      {copied ? 'Copied' : failed ? 'Could not copy' : label}
    </button>
  )
}
