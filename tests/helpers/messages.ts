import type { Attachment } from '../../lib/chat/attachment'
import type { Message } from '../../lib/chat/message'

export function message(differences: Partial<Message> = {}): Message {
  return {
    id: 'answer',
    conversationId: 'conversation',
    parentId: null,
    role: 'assistant',
    parts: [],
    status: 'streaming',
    createdAt: 1_000,
    attachmentIds: [],
    ...differences,
  }
}

export function attachment(differences: Partial<Attachment> = {}): Attachment {
  return {
    id: 'attachment',
    kind: 'selection',
    url: 'https://example.org/page',
    title: 'A page',
    capturedAt: 1_000,
    text: 'The selected words.',
    hash: 'a'.repeat(64),
    ...differences,
  }
}
