import { useEffect, useId, useRef } from 'react'
import type { Attachment, TextRange } from '../../lib/chat/attachment'
import type { Passage } from '../../lib/chat/quote'
import type { QuoteChecker } from '../../lib/page/quotes/quote-checker'
import { askPermission } from '../hooks/ask-permission'
import { Button } from '../ui/Button'
import type { CheckedQuote } from './quote-context'
import type { ShowProblem } from './use-show-quote'
import styles from './quotes.module.css'

type QuotePopoverProps = {
  chip: HTMLElement
  quote: CheckedQuote
  checker: QuoteChecker
  problem: ShowProblem | undefined
  onShow: (passage: Passage) => void
  onPreview: (attachment: Attachment, range?: TextRange) => void
  onClose: () => void
}

/** What is known of a quote that leads nowhere by itself. Escape and a click beside close it. */
export function QuotePopover({ chip, onClose, ...rest }: QuotePopoverProps) {
  const element = useRef<HTMLDivElement>(null)
  const anchor = `--quote-${useId().replace(/[^a-zA-Z0-9]/g, '')}`
  useEffect(() => {
    // The name is all that the chip is given: it is not drawn again.
    chip.style.setProperty('anchor-name', anchor)
    element.current?.showPopover()
    element.current?.focus({ preventScroll: true })
    return () => {
      chip.style.removeProperty('anchor-name')
    }
  }, [chip, anchor])
  return (
    <div
      ref={element}
      popover="auto"
      role="dialog"
      tabIndex={-1}
      aria-label="About this quote"
      className={styles.popover}
      style={{ positionAnchor: anchor }}
      data-testid="quote-popover"
      onToggle={(event) => {
        if (event.newState !== 'closed') return
        if (document.activeElement === document.body) chip.focus({ preventScroll: true })
        onClose()
      }}
    >
      <div className={styles.content}>
        {rest.problem ? <Problem {...rest} problem={rest.problem} /> : <Missing {...rest} />}
      </div>
    </div>
  )
}

type PartProps = Omit<QuotePopoverProps, 'chip' | 'onClose' | 'problem'>

function Missing({ quote, checker, onShow }: PartProps) {
  const near = checker.nearest(quote.words)
  return (
    <>
      <p>
        <strong>Not found {checker.place}.</strong> These words do not stand there as they are quoted
        {near ? '.' : ', and nothing that is much like them.'}
      </p>
      {near && (
        <>
          <p className={styles.label}>The nearest passage:</p>
          <blockquote className={styles.near} dir="auto" data-testid="quote-nearest">
            {near.words}
          </blockquote>
          <div className={styles.actions}>
            <Button data-testid="quote-show-nearest" onClick={() => onShow(near.passage)}>
              Show it
            </Button>
          </div>
        </>
      )}
    </>
  )
}

function Problem({ checker, problem: { passage, error }, onShow, onPreview }: PartProps & { problem: ShowProblem }) {
  const attachment = checker.attachment(passage.attachmentId)
  const pattern = error === 'changed' ? undefined : error.originPattern
  const host = pattern === undefined ? '' : (/^https?:\/\/([^/]+)/.exec(pattern)?.[1] ?? pattern)
  return (
    <>
      <p role="alert">
        {error === 'changed' ? 'The page has changed: this is no longer on it as it was read.' : error.message}
      </p>
      <div className={styles.actions}>
        {pattern !== undefined && (
          <Button
            look="primary"
            data-testid="quote-grant"
            onClick={() => {
              // The browser asks only when this comes first in the click.
              void askPermission(pattern).then((answer) => answer === 'granted' && onShow(passage))
            }}
          >
            Allow {host}
          </Button>
        )}
        {attachment && (
          <Button data-testid="quote-preview" onClick={() => onPreview(attachment, passage.range)}>
            Show it in what was read
          </Button>
        )}
      </div>
    </>
  )
}
