import { useCallback, useMemo, useState, type ReactNode } from 'react'
import type { Attachment, TextRange } from '../../lib/chat/attachment'
import type { Message } from '../../lib/chat/message'
import { PreviewDialog } from '../context/PreviewDialog'
import { LinkScope } from '../markdown/LinkScope'
import { QuoteContext, type CheckedQuote, type Quotes } from './quote-context'
import { QuotePopover } from './QuotePopover'
import { useQuoteChecker } from './use-quote-checker'
import { useShowQuote } from './use-show-quote'

type QuoteScopeProps = {
  /** From the conversation's start to the question. */
  thread: readonly Message[]
  /** The answer. */
  children: ReactNode
}

type Preview = { attachment: Attachment; range?: TextRange }

/** Where the quotes of an answer are looked up, and lead to what they quote. */
export function QuoteScope({ thread, children }: QuoteScopeProps) {
  const checker = useQuoteChecker(thread)
  const [opened, setOpened] = useState<{ quote: CheckedQuote; chip: HTMLElement }>()
  const [preview, setPreview] = useState<Preview>()
  const onPreview = useCallback((attachment: Attachment, range?: TextRange) => {
    setOpened(undefined)
    setPreview({ attachment, ...(range === undefined ? {} : { range }) })
  }, [])
  const { problem, show, forget } = useShowQuote(checker, onPreview)

  const quotes = useMemo<Quotes | null>(
    () =>
      checker && {
        checker,
        source: checker.place,
        open: (quote, chip) => {
          forget()
          setOpened({ quote, chip })
          if (quote.verdict.state === 'found') show(quote.verdict.passage, chip)
        },
      },
    [checker, show, forget],
  )

  const isMissing = opened?.quote.verdict.state === 'missing'
  return (
    <QuoteContext value={quotes}>
      <LinkScope thread={thread}>{children}</LinkScope>
      {checker && opened && (isMissing || problem) && (
        <QuotePopover
          key={opened.quote.words}
          chip={opened.chip}
          quote={opened.quote}
          checker={checker}
          problem={problem}
          onShow={(passage) => show(passage, opened.chip)}
          onPreview={onPreview}
          onClose={() => setOpened(undefined)}
        />
      )}
      {preview && <PreviewDialog {...preview} onClose={() => setPreview(undefined)} />}
    </QuoteContext>
  )
}
