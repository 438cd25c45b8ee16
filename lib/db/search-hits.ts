import { textOf, threadTo, type Message } from '../chat/message'
import type { Conversation } from '../chat/conversation'
import { countTerms, hasPhrase, markedTitle, snippetOf, type SearchQuery, type Segment } from '../chat/search-snippet'
import { listMessages } from './messages'

/** Why a conversation was found, as it is shown. */
export type SearchHit = {
  conversation: Conversation
  title: Segment[]
  /** The best message; absent where only the title or a source says it. */
  messageId?: string
  /** The sentence that says it. */
  snippet: Segment[]
  /** The words stand there as they were written. */
  isPhrase: boolean
}

/**
 * Looks the found conversations up, those first in which the words stand as they were written.
 * @throws the reason of the signal when the reader types on.
 */
export async function findSearchHits(
  conversations: readonly Conversation[],
  query: SearchQuery,
  signal: AbortSignal,
): Promise<SearchHit[]> {
  const hits = await Promise.all(
    conversations.map(async (conversation) => {
      const messages = await listMessages(conversation.id)
      signal.throwIfAborted()
      return hitIn(conversation, messages, query)
    }),
  )
  return [...hits.filter(({ isPhrase }) => isPhrase), ...hits.filter(({ isPhrase }) => !isPhrase)]
}

function hitIn(conversation: Conversation, messages: readonly Message[], query: SearchQuery): SearchHit {
  const shown = new Set(threadTo(messages, conversation.leafId).map(({ id }) => id))
  let best: { message: Message; text: string; worth: number; isPhrase: boolean } | undefined
  for (const message of messages) {
    const text = textOf(message)
    const count = countTerms(text, query.terms)
    if (count === 0) continue
    const isPhrase = count === query.terms.length && hasPhrase(text, query)
    // What is shown anyway, and came first, where all else is equal.
    const worth = count * 4 + (isPhrase ? 2 : 0) + (shown.has(message.id) ? 1 : 0)
    if (!best || worth > best.worth) best = { message, text, worth, isPhrase }
  }
  return {
    conversation,
    title: markedTitle(conversation.title, query.terms),
    ...(best ? { messageId: best.message.id } : {}),
    snippet: best ? snippetOf(best.text, query) : [],
    isPhrase: (best?.isPhrase ?? false) || hasPhrase(conversation.title, query),
  }
}
