import { textOf, threadTo, type Message } from '../chat/message'
import type { Conversation } from '../chat/conversation'
import { matchIn, type Match, type SearchQuery } from '../chat/search-match'
import { markedTitle, snippetOf, type Segment } from '../chat/search-snippet'
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

/** Conversations that are looked up side by side: as many as can be seen. */
const atOnce = 10

/**
 * Looks the found conversations up, a screenful at a time, since some may be a thousand messages long.
 * @throws the reason of the signal when the reader types on.
 */
export async function* findSearchHits(
  conversations: readonly Conversation[],
  query: SearchQuery,
  signal: AbortSignal,
): AsyncGenerator<SearchHit[]> {
  for (let from = 0; from < conversations.length; from += atOnce) {
    // oxlint-disable-next-line no-await-in-loop -- what can be seen comes first
    const hits = await Promise.all(
      conversations.slice(from, from + atOnce).map(async (conversation) => {
        const messages = await listMessages(conversation.id)
        signal.throwIfAborted()
        return hitIn(conversation, messages, query)
      }),
    )
    signal.throwIfAborted()
    yield hits
  }
}

/** Those first in which the words stand as they were written. */
export function phrasesFirst(hits: readonly SearchHit[]): SearchHit[] {
  return [...hits.filter(({ isPhrase }) => isPhrase), ...hits.filter(({ isPhrase }) => !isPhrase)]
}

function hitIn(conversation: Conversation, messages: readonly Message[], query: SearchQuery): SearchHit {
  const shown = new Set(threadTo(messages, conversation.leafId).map(({ id }) => id))
  let best: (Match & { message: Message; text: string; worth: number }) | undefined
  for (const message of messages) {
    const text = textOf(message)
    const match = matchIn(text, query)
    if (match.count === 0) continue
    // What is shown anyway, and came first, where all else is equal.
    const worth = match.count * 4 + (match.isPhrase ? 2 : 0) + (shown.has(message.id) ? 1 : 0)
    if (!best || worth > best.worth) best = { ...match, message, text, worth }
  }
  return {
    conversation,
    title: markedTitle(conversation.title, query.terms),
    ...(best ? { messageId: best.message.id } : {}),
    snippet: best ? snippetOf(best.text, query.terms, best.at) : [],
    isPhrase: (best?.isPhrase ?? false) || matchIn(conversation.title, query).isPhrase,
  }
}
