import type { Conversation } from '../chat/conversation'
import type { Message, MessagePart, MessageStatus } from '../chat/message'

const statuses: readonly string[] = [
  'streaming',
  'complete',
  'stopped',
  'interrupted',
  'failed',
] satisfies MessageStatus[]

/** Beyond it there is no date. */
const latestTime = 8.64e15

/** A stored message as it can be shown. One that is damaged says so, and keeps what can be read of its text. */
export function parseMessage(row: Message): Message {
  return isMessage(row) ? row : mend(row)
}

function isMessage(row: Partial<Message>): row is Message {
  return (
    (row.role === 'user' || row.role === 'assistant') &&
    typeof row.status === 'string' &&
    statuses.includes(row.status) &&
    (row.parentId === null || typeof row.parentId === 'string') &&
    Number.isFinite(row.createdAt) &&
    isTexts(row.attachmentIds) &&
    Array.isArray(row.parts) &&
    row.parts.every(isPart) &&
    (row.coverage === undefined || Array.isArray((row.coverage as unknown as Fields | null)?.sections)) &&
    (row.error === undefined || typeof (row.error as unknown as Fields | null)?.message === 'string')
  )
}

type Fields = Record<string, unknown>

function mend(row: { id: string; conversationId: string } & Fields): Message {
  const { id, conversationId, role, parentId, createdAt, attachmentIds, parts } = row
  const text = salvage(parts)
  return {
    id,
    conversationId,
    parentId: typeof parentId === 'string' ? parentId : null,
    role: role === 'user' ? 'user' : 'assistant',
    parts: [{ type: 'text', text: text === '' && role === 'user' ? '(This question was damaged on the disk.)' : text }],
    status: 'failed',
    createdAt: typeof createdAt === 'number' && Number.isFinite(createdAt) ? createdAt : 0,
    attachmentIds: isTexts(attachmentIds) ? attachmentIds : [],
    error: {
      kind: 'internal',
      message:
        text === ''
          ? 'This message was damaged on the disk, and nothing of it can be read.'
          : 'This message was damaged on the disk: what can be read of it is shown.',
    },
  }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string')
}

function isPart(part: unknown): part is MessagePart {
  if (typeof part !== 'object' || part === null) return false
  const { type, text } = part as Fields
  return (type === 'text' || type === 'reasoning') && typeof text === 'string'
}

/** Every text that stands where the parts should be. */
function salvage(parts: unknown): string {
  if (typeof parts === 'string') return parts
  if (!Array.isArray(parts)) return ''
  const texts = parts.map((part: unknown) => {
    if (typeof part === 'string') return part
    const { type, text } = (part ?? {}) as Fields
    return type !== 'reasoning' && typeof text === 'string' ? text : ''
  })
  return texts.join('')
}

/** A stored conversation as it can be listed and opened. */
export function parseConversation(row: Conversation): Conversation {
  const { id, title, createdAt, updatedAt, leafId, deletedAt } = row as { id: string } & Fields
  const time = (value: unknown): number => (typeof value === 'number' && Math.abs(value) <= latestTime ? value : 0)
  return {
    // What a later part of Gloss has added stays.
    ...row,
    id,
    title: typeof title === 'string' ? title : 'A damaged conversation',
    createdAt: time(createdAt),
    updatedAt: time(updatedAt),
    leafId: typeof leafId === 'string' ? leafId : null,
    ...(deletedAt === undefined ? {} : { deletedAt: time(deletedAt) }),
  }
}
