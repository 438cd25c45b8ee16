import type { Reading } from '../chat/coverage'
import type { Message } from '../chat/message'
import type { Preset } from '../chat/preset'
import { listMessages } from '../db/messages'
import { getQueued } from '../db/queue'
import type { NewQuestion } from './queue'

/** What became of a question that an earlier worker may have taken before it died: one click is never two. */
export async function takenQuestion(
  conversationId: string,
  questionId: string,
): Promise<{ answerId: string | null } | undefined> {
  const answer = (await listMessages(conversationId)).find(({ parentId }) => parentId === questionId)
  if (answer) return { answerId: answer.id }
  return (await getQueued(questionId)) ? { answerId: null } : undefined
}

/** A question as it is stored. */
export function questionMessage(
  { id, conversationId, text, attachmentIds, action }: NewQuestion,
  parentId: string | null,
  createdAt: number,
): Message {
  return {
    id,
    conversationId,
    parentId,
    role: 'user',
    parts: text === '' ? [] : [{ type: 'text', text }],
    status: 'complete',
    createdAt,
    attachmentIds,
    ...(action === undefined ? {} : { action }),
  }
}

/** The answer to a question before its first word, with how what is attached is to be read. */
export function emptyAnswer(
  question: Message,
  preset: Preset,
  { id, createdAt, reading }: { id: string; createdAt: number; reading: Reading | undefined },
): Message {
  return {
    id,
    conversationId: question.conversationId,
    parentId: question.id,
    role: 'assistant',
    parts: [],
    status: 'streaming',
    createdAt,
    attachmentIds: [],
    presetId: preset.id,
    providerId: preset.providerId,
    model: preset.model,
    ...(reading === undefined ? {} : { coverage: { reading, sections: [] } }),
  }
}
