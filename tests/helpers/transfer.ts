import { createHash } from 'node:crypto'
import type { Attachment } from '../../lib/chat/attachment'
import type { Conversation } from '../../lib/chat/conversation'
import type { Message } from '../../lib/chat/message'
import { db } from '../../lib/db/db'
import type { Bundle } from '../../lib/transfer/bundle'
import { carryOut } from '../../lib/transfer/carry-out'
import { exportConversations, type ExportChoices } from '../../lib/transfer/export'
import type { ImportFile } from '../../lib/transfer/import-types'
import { compareWithStored, planImport, type KnownChoice } from '../../lib/transfer/plan'
import { readImport } from '../../lib/transfer/read-import'
import { richText } from '../../components/markdown/rich-text'
import { attachment, message } from './messages'

/** The present of these tests. */
export const now = Date.UTC(2026, 10, 20)

let count = 0
export const createId = (): string => `new-${(count += 1)}`

export function snapshot(differences: Partial<Attachment> = {}): Attachment {
  const one = attachment(differences)
  return { ...one, hash: createHash('sha256').update(one.text).digest('hex') }
}

/** A question with two answers, a page attached, and one more question below the first answer. */
export function branched(id = 'c', differences: Partial<Conversation> = {}): Bundle {
  const own = (name: string) => `${id}-${name}`
  const page = snapshot({ id: own('page'), kind: 'page', text: 'The text of the page.' })
  const turn = (name: string, parent: string | null, text: string, more: Partial<Message> = {}): Message =>
    message({
      id: own(name),
      conversationId: id,
      parentId: parent === null ? null : own(parent),
      parts: [{ type: 'text', text }],
      status: 'complete',
      ...more,
    })
  return {
    conversation: { id, title: 'Margins', createdAt: 1_000, updatedAt: 5_000, leafId: own('q2'), ...differences },
    messages: [
      turn('q', null, 'Why?', { role: 'user', attachmentIds: [page.id] }),
      turn('a1', 'q', 'Because.', { createdAt: 2_000, model: 'small', usage: { outputTokens: 3 } }),
      turn('a2', 'q', 'For a reason.', { createdAt: 3_000, model: 'large', status: 'stopped' }),
      turn('q2', 'a1', 'And **then**?', { role: 'user', createdAt: 4_000 }),
    ],
    attachments: [page],
  }
}

export async function store(...bundles: Bundle[]): Promise<void> {
  await db.conversations.bulkPut(bundles.map(({ conversation }) => conversation))
  await db.messages.bulkPut(bundles.flatMap(({ messages }) => messages))
  await db.attachments.bulkPut(bundles.flatMap(({ attachments }) => attachments))
}

export type Stored = { conversations: Conversation[]; messages: Message[]; attachments: Attachment[] }

export async function everything(): Promise<Stored> {
  const [conversations, messages, attachments] = await Promise.all([
    db.conversations.toArray(),
    db.messages.toArray(),
    db.attachments.toArray(),
  ])
  return { conversations, messages, attachments }
}

/** As pages write it, but for formulas. */
export const toHtml = (markdown: string): string => richText(markdown, { topHeading: 3 })
export const loadHtmlWriter = () => Promise.resolve(toHtml)

export async function exported(differences: Partial<ExportChoices> = {}): Promise<string> {
  const choices = { format: 'backup', withAttachments: true, withSettings: true, ...differences } as const
  const { blob } = await exportConversations(choices, { gloss: '0.1.0', now, loadHtmlWriter })
  return blob.text()
}

export function fileOf(content: BlobPart | object, name = 'file.json'): File {
  const part =
    typeof content === 'string' || ArrayBuffer.isView(content) ? (content as BlobPart) : JSON.stringify(content)
  return new File([part], name)
}

export function read(content: BlobPart | object, name?: string): Promise<ImportFile> {
  return readImport(fileOf(content, name), { createId, now })
}

export async function bringIn({ bundles }: ImportFile, choice: KnownChoice = 'skip') {
  return carryOut(planImport(bundles, await compareWithStored(bundles), choice, createId), {})
}
