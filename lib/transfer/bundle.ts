import type { Attachment } from '../chat/attachment'
import type { Conversation } from '../chat/conversation'
import type { ErrorInfo } from '../chat/chat-error'
import type { FailedAttempt, Message } from '../chat/message'
import { getAttachments } from '../db/attachments'
import { getFolder } from '../db/folders'
import { listMessages } from '../db/messages'

/** A conversation with everything that belongs to it: what is carried in and out as one. */
export type Bundle = {
  conversation: Conversation
  messages: Message[]
  attachments: Attachment[]
  /** The name of the folder it lies in. */
  folder?: string
}

/** Reads all of a stored conversation, branches too, as it may leave this computer. */
export async function readBundle(stored: Conversation): Promise<Bundle> {
  // A folder is known elsewhere by its name.
  const { deletedAt: _deletedAt, folderId, ...conversation } = stored
  const folder = folderId === undefined ? undefined : await getFolder(folderId)
  const messages = (await listMessages(conversation.id)).map(portable)
  const attachments = await getAttachments([...new Set(messages.flatMap(({ attachmentIds }) => attachmentIds))])
  return { conversation, messages, attachments, ...(folder ? { folder: folder.name } : {}) }
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
