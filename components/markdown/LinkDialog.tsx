import { Check, Copy, ExternalLink } from 'lucide-react'
import { useState } from 'react'
import { useCopied } from '../hooks/use-copied'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { openAddress } from './address'
import { addressParts, type Doubt, type LinkVerdict } from './link-judge'
import styles from './link.module.css'

type LinkDialogProps = {
  verdict: Extract<LinkVerdict, { kind: 'confirm' }>
  onClose: () => void
}

/** Asks before a link opens that the reader has not seen before, with its whole address. */
export function LinkDialog({ verdict: { address, doubts }, onClose }: LinkDialogProps) {
  const [copied, copy] = useCopied()
  const [failed, setFailed] = useState(false)
  const isMail = address.href.startsWith('mailto:')
  return (
    <Dialog title={isMail ? 'Write this mail?' : 'Open this link?'} onClose={onClose} testId="link-dialog">
      <div className={styles.content}>
        <p>
          The answer leads to <strong className={styles.host}>{address.host}</strong>.
        </p>
        <ul className={styles.doubts}>
          {doubts.map((doubt) => (
            <li key={doubt.kind}>{doubtWords(doubt)}</li>
          ))}
        </ul>
        <p className={styles.address} dir="ltr" data-testid="link-address">
          {addressParts(address, doubts).map(({ text, suspect }, index) =>
            suspect ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
          )}
        </p>
        <div className={styles.actions}>
          <Button data-testid="link-cancel" onClick={onClose}>
            Cancel
          </Button>
          <Button
            data-testid="link-copy"
            icon={copied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
            onClick={() => {
              setFailed(false)
              copy(address.href).catch(() => setFailed(true))
            }}
          >
            <span aria-live="polite">{copied ? 'Copied' : failed ? 'Could not copy' : 'Copy'}</span>
          </Button>
          <Button
            data-testid="link-open"
            icon={<ExternalLink size={15} aria-hidden />}
            onClick={() => {
              openAddress(address.href)
              onClose()
            }}
          >
            {isMail ? 'Write' : 'Open'}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

function doubtWords(doubt: Doubt): string {
  if (doubt.kind === 'unknown-host') return 'Neither what you attached nor what you wrote names this site.'
  if (doubt.kind === 'other-host') return `The text of the link reads like another site: ${doubt.shown}.`
  return 'The address is long. It could carry away words of your page or of this conversation.'
}
