import type { Attachment } from '../chat/attachment'
import type { Conversation } from '../chat/conversation'
import type { ErrorInfo } from '../chat/chat-error'
import type { FailedAttempt, Message } from '../chat/message'
import { getAttachments } from '../db/attachments'
import { listMessages } from '../db/messages'

/** A conversation with everything that belongs to it: what is carried in and out as one. */
export type Bundle = { conversation: Conversation; messages: Message[]; attachments: Attachment[] }

/** Reads all of a stored conversation, branches too, as it may leave this computer. */
export async function readBundle(stored: Conversation): Promise<Bundle> {
  const { deletedAt: _deletedAt, ...conversation } = stored
  const messages = (await listMessages(conversation.id)).map(portable)
  const attachments = await getAttachments([...new Set(messages.flatMap(({ attachmentIds }) => attachmentIds))])
  return { conversation, messages, attachments }
}

/** A message without what only makes sense here and now: a run that waits or writes, a permission to be asked for. */
function portable(stored: Message): Message {
  const { pause: _pause, ...message } = stored
  return {
    ...message,
    ...(message.status === 'streaming' ? { status: 'interrupted' as const } : {}),
    ...(message.error ? { error: withoutPattern(message.error) } : {}),
    ...(message.fallbacks ? { fallbacks: message.fallbacks.map(portableAttempt) } : {}),
  }
}

function portableAttempt(attempt: FailedAttempt): FailedAttempt {
  return { ...attempt, error: withoutPattern(attempt.error) }
}

/** Its button would ask the browser for whatever host a file names. */
function withoutPattern(error: ErrorInfo): ErrorInfo {
  const { originPattern: _originPattern, ...rest } = error
  return rest
}
