import type { Attachment } from '../../lib/chat/attachment'
import { threadTo, type Message } from '../../lib/chat/message'
import { getAttachments } from '../../lib/db/attachments'
import { listMessages } from '../../lib/db/messages'
import { likelyTokens } from '../../lib/chat/run-metrics'
import { attachmentText, withoutRepeated } from '../../lib/prompts/attachment-text'
import { useChatSession } from '../hooks/use-chat'
import { useWantedQuery } from '../hooks/use-wanted-query'

type Trim = { largest: Attachment; askWith: (trimmed: Attachment) => void }

/**
 * What makes the question of an answer so long, and the way to ask it again with less of that. Undefined where nothing is
 * attached that could be trimmed.
 */
export function useTrim({ id, conversationId, parentId, error }: Message): Trim | undefined {
  const { chat } = useChatSession()
  const wanted = error?.kind === 'context-length'
  const read = async () => {
    const thread = threadTo(await listMessages(conversationId), parentId)
    const attached = await getAttachments(thread.flatMap(({ attachmentIds }) => attachmentIds))
    const largest = largestOf(withoutRepeated(attached))
    return largest && { largest, questionIds: thread.at(-1)?.attachmentIds ?? [] }
  }
  const found = useWantedQuery(wanted ? read : null, [conversationId, parentId])
  if (!found) return undefined
  const { largest, questionIds } = found
  const askWith = (trimmed: Attachment) => {
    // Attached to an earlier question, it goes out with this one from now on, in place of the whole.
    const others = questionIds.filter((one) => one !== largest.id)
    void chat.askAnew(id, [...others, trimmed.id])
  }
  return { largest, askWith }
}

function largestOf(attachments: readonly Attachment[]): Attachment | undefined {
  const sized = attachments
    .filter(({ text }) => text !== '')
    .map((attachment) => ({ attachment, tokens: likelyTokens(attachmentText(attachment)) }))
  return sized.sort((one, other) => other.tokens - one.tokens).at(0)?.attachment
}
