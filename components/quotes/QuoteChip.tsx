import { Check } from 'lucide-react'
import { useContext, type KeyboardEvent, type ReactNode } from 'react'
import { placeWords } from './place-words'
import { QuoteContext, type CheckedQuote } from './quote-context'
import styles from './quotes.module.css'

type QuoteChipProps = { quote: CheckedQuote; children: ReactNode }

/** A quote inside its prose: the words stay text, marked as found or not. */
export function QuoteChip({ quote, children }: QuoteChipProps) {
  const quotes = useContext(QuoteContext)
  if (!quotes) return <>{children}</>
  const { verdict, words } = quote
  const found = verdict.state === 'found'
  const place = found ? placeWords(verdict.passage) : undefined
  const missing = `not found ${quotes.source}`
  const label = `Quote, ${found ? `found ${place?.long ?? quotes.source}` : missing}: ${words}`
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    quotes.open(quote, event.currentTarget)
  }
  return (
    // A button element is a box: it would not break over lines with the prose around it.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <span
      role="button"
      tabIndex={0}
      className={`${styles.chip} ${found ? styles.found : styles.missing}`}
      aria-label={label}
      data-testid="quote-chip"
      data-verified={found}
      onClick={(event) => {
        // Somebody who marks words wants to copy them.
        if (getSelection()?.isCollapsed !== false) quotes.open(quote, event.currentTarget)
      }}
      onKeyDown={onKeyDown}
    >
      {children}
      {/* The words of the sign are drawn by the style, so that they are not copied with the answer. */}
      <span className={styles.sign} data-words={found ? place?.short : missing} aria-hidden="true">
        {found && <Check size={11} strokeWidth={3} />}
      </span>
    </span>
  )
}
