import { useCallback, useState } from 'react'
import type { Attachment, TextRange } from '../../lib/chat/attachment'
import { toErrorInfo, type ErrorInfo } from '../../lib/chat/chat-error'
import type { Passage } from '../../lib/chat/quote'
import type { QuoteChecker } from '../../lib/page/quotes/quote-checker'
import { clearQuote, showQuote } from '../../lib/panel/show-quote'

/** Why a passage was not shown where it stands. */
export type ShowProblem = { passage: Passage; error: ErrorInfo | 'changed' }

type ShowQuote = {
  problem: ShowProblem | undefined
  /** Leads to a passage; meanwhile the chip says that it is busy. */
  show: (passage: Passage, chip: HTMLElement) => void
  forget: () => void
}

/** @param onPreview shows the snapshot's own text, where there is no page to lead to. */
export function useShowQuote(
  checker: QuoteChecker | null,
  onPreview: (attachment: Attachment, range?: TextRange) => void,
): ShowQuote {
  const [problem, setProblem] = useState<ShowProblem>()
  const forget = useCallback(() => setProblem(undefined), [])
  const show = useCallback(
    (passage: Passage, chip: HTMLElement) => {
      const attachment = checker?.attachment(passage.attachmentId)
      if (!attachment || chip.ariaBusy === 'true') return
      // The chip is not drawn again for this: thousands may stand in an answer.
      chip.ariaBusy = 'true'
      setProblem(undefined)
      showQuote(attachment, passage)
        .then((outcome) => {
          if (outcome === 'text') onPreview(attachment, passage.range)
          else if (outcome === 'changed') setProblem({ passage, error: 'changed' })
          else listenForEscape()
        })
        .catch((error: unknown) => setProblem({ passage, error: toErrorInfo(error) }))
        .finally(() => {
          chip.ariaBusy = null
        })
    },
    [checker, onPreview],
  )
  return { problem, show, forget }
}

let listening = false

/** The page hears Escape itself; a reader whose focus stayed in the panel presses it here. */
function listenForEscape(): void {
  if (listening) return
  listening = true
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') void clearQuote()
  })
}
