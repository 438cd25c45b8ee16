import { titleFrom, type Conversation } from '../chat/conversation'
import type { Attachment } from '../chat/attachment'
import { textOf, type Message } from '../chat/message'
import type { Bundle } from './bundle'
import { importLimits } from './import-limits'
import { soundLeaf, soundTree } from './tree'

/** A clock that is a little ahead is no damage. */
const aheadMs = 24 * 60 * 60_000

/**
 * Puts in order what belongs together: the tree, the path that is shown, times that have not come yet, snapshots that
 * nothing refers to and references to none. Snapshots get the hash of their text or picture, whatever the file says.
 */
export async function soundBundle(
  { conversation, messages, attachments, folder }: Bundle,
  now: number,
): Promise<{ bundle: Bundle; mended: boolean }> {
  const { nodes, mended } = soundTree(messages)
  const known = new Map(attachments.map((attachment) => [attachment.id, attachment]))
  const time = (at: number) => (at > now + aheadMs ? now : at)
  const sound = nodes.map((message): Message => {
    const attachmentIds = [...new Set(message.attachmentIds)].filter((id) => known.has(id))
    return { ...message, conversationId: conversation.id, createdAt: time(message.createdAt), attachmentIds }
  })
  const used = new Set(sound.flatMap(({ attachmentIds }) => attachmentIds))
  const kept = [...known.values()].filter(({ id }) => used.has(id))
  const leafId = soundLeaf(sound, conversation.leafId)
  const messageIds = new Set(sound.map(({ id }) => id))
  const ends = (conversation.ends ?? []).filter((end) => messageIds.has(end))
  return {
    bundle: {
      conversation: {
        id: conversation.id,
        title: soundTitle(conversation, sound),
        createdAt: time(conversation.createdAt),
        updatedAt: time(conversation.updatedAt),
        leafId,
        ...(ends.length === 0 ? {} : { ends }),
        ...(conversation.pinnedAt === undefined ? {} : { pinnedAt: time(conversation.pinnedAt) }),
        ...(conversation.namedBy ? { namedBy: conversation.namedBy } : {}),
      },
      messages: sound,
      attachments: await Promise.all(kept.map((one) => hashed({ ...one, capturedAt: time(one.capturedAt) }))),
      ...(folder === undefined ? {} : { folder }),
    },
    mended: mended > 0 || leafId !== conversation.leafId,
  }
}

function soundTitle({ title }: Conversation, messages: readonly Message[]): string {
  const plain = title.replace(/\s+/g, ' ').trim().slice(0, importLimits.titleCharacters)
  const question = messages.find(({ role }) => role === 'user')
  return plain === '' && question ? titleFrom(textOf(question).slice(0, 1_000)) : plain
}

async function hashed(attachment: Attachment): Promise<Attachment> {
  const text = attachment.text.toWellFormed()
  // It is that of another, which it says is left out.
  if (attachment.leftOut) return { ...attachment, text }
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(attachment.image?.data ?? text))
  const hash = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return { ...attachment, text, hash }
}
