import type { Attachment } from '../chat/attachment'
import type { Comparison } from '../chat/message'
import type { Coverage } from '../chat/coverage'
import { storedAmong, type StoredAmong } from '../db/import-records'
import type { Bundle } from './bundle'

/** What becomes of conversations that are here already. */
export type KnownChoice = 'skip' | 'copy'

/** Which conversations of a file are here already, and which ids are taken. */
export async function compareWithStored(bundles: readonly Bundle[]): Promise<StoredAmong> {
  return storedAmong({
    conversationIds: bundles.map(({ conversation }) => conversation.id),
    messageIds: bundles.flatMap(({ messages }) => messages.map(({ id }) => id)),
    attachmentIds: bundles.flatMap(({ attachments }) => attachments.map(({ id }) => id)),
  })
}

/**
 * The records to be added: no id of them is taken. A snapshot that is here already, with the same text, is shared and
 * not added again.
 */
export function planImport(
  bundles: readonly Bundle[],
  stored: StoredAmong,
  choice: KnownChoice,
  createId: () => string,
): Bundle[] {
  const messageIds = new Set(stored.messageIds)
  const hashes = new Map(stored.attachmentHashes)
  return bundles
    .filter(({ conversation }) => choice === 'copy' || !stored.conversationIds.has(conversation.id))
    .map((bundle) => {
      // A deleted one is not here for its reader, but its id is.
      const { id } = bundle.conversation
      const taken = stored.conversationIds.has(id) || stored.deletedIds.has(id)
      const collides = taken || bundle.messages.some((message) => messageIds.has(message.id))
      const own = collides ? withNewIds(bundle, taken, createId) : bundle
      for (const message of own.messages) messageIds.add(message.id)
      return withAttachments(own, hashes, createId)
    })
}

function withNewIds({ conversation, messages, ...others }: Bundle, taken: boolean, createId: () => string): Bundle {
  const conversationId = taken ? createId() : conversation.id
  const ids = new Map(messages.map(({ id }) => [id, createId()]))
  const newId = (id: string | null) => (id === null ? null : (ids.get(id) ?? null))
  const { ends } = conversation
  return {
    conversation: {
      ...conversation,
      id: conversationId,
      leafId: newId(conversation.leafId),
      ...(ends ? { ends: ends.flatMap((end) => newId(end) ?? []) } : {}),
    },
    messages: messages.map((message) => ({
      ...message,
      id: ids.get(message.id) ?? createId(),
      conversationId,
      parentId: newId(message.parentId),
      ...(message.comparison ? { comparison: withAnswers(message.comparison, ids) } : {}),
    })),
    ...others,
  }
}

function withAnswers(comparison: Comparison, ids: ReadonlyMap<string, string>): Comparison {
  return { ...comparison, answerIds: comparison.answerIds.map((id) => ids.get(id) ?? id) }
}

function withSections(coverage: Coverage, ids: ReadonlyMap<string, string>): Coverage {
  const sections = coverage.sections.map((section) => ({
    ...section,
    attachmentId: ids.get(section.attachmentId) ?? section.attachmentId,
  }))
  return { ...coverage, sections }
}

function withAttachments(bundle: Bundle, hashes: Map<string, string>, createId: () => string): Bundle {
  const ids = new Map<string, string>()
  const added: Attachment[] = []
  for (const attachment of bundle.attachments) {
    const known = hashes.get(attachment.id)
    const id = known === undefined || known === attachment.hash ? attachment.id : createId()
    ids.set(attachment.id, id)
    if (known === attachment.hash) continue
    hashes.set(id, attachment.hash)
    added.push({ ...attachment, id })
  }
  const messages = bundle.messages.map((message) => ({
    ...message,
    attachmentIds: message.attachmentIds.map((id) => ids.get(id) ?? id),
    ...(message.coverage ? { coverage: withSections(message.coverage, ids) } : {}),
  }))
  return { ...bundle, messages, attachments: added }
}
