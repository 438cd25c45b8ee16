import { useEffect, useMemo, useState } from 'react'
import { textOf, type Message } from '../../lib/chat/message'
import { QuoteChecker } from '../../lib/page/quotes/quote-checker'
import { useChatSession } from '../hooks/use-chat'
import { loadAttachments } from './loaded-attachments'

/**
 * What the quotes of an answer are looked up in: everything attached from the conversation's start to the question. Null
 * where there is nothing, or not yet.
 */
export function useQuoteChecker(thread: readonly Message[]): QuoteChecker | null {
  const { chat } = useChatSession()
  // A message never changes what it attached or asked, though its object does.
  const key = useMemo(() => thread.map(({ id }) => id).join(), [thread])
  const source = useMemo(
    () => ({
      ids: [...new Set(thread.flatMap((message) => message.attachmentIds))],
      questions: thread.filter(({ role }) => role === 'user').map((message) => textOf(message)),
    }),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- see above
    [key],
  )
  const [checker, setChecker] = useState<{ source: object; checker: QuoteChecker }>()

  useEffect(() => {
    if (source.ids.length === 0) return undefined
    let current = true
    const prepare = async () => {
      const attachments = await loadAttachments(source.ids)
      if (!attachments.some(({ text }) => text !== '')) return
      const made = new QuoteChecker({ attachments, questions: source.questions })
      for (const attachment of attachments) {
        // oxlint-disable-next-line no-await-in-loop -- the longest text is read while nothing else is drawn
        await idle()
        made.prepare(attachment)
      }
      if (current) setChecker({ source, checker: made })
    }
    prepare().catch((error: unknown) => chat.report(error))
    return () => {
      current = false
    }
  }, [chat, source])

  return checker?.source === source ? checker.checker : null
}

function idle(): Promise<void> {
  return new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: 200 }))
}
