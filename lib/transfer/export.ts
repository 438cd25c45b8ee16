import type { Conversation } from '../chat/conversation'
import type { PortableSettings } from '../chat/settings'
import { listConversations } from '../db/conversations'
import { toPortable } from '../settings/portable'
import { readSettings } from '../settings/settings'
import { backupEnd, backupEntry, backupStart } from './backup'
import { breaths } from './breath'
import { readBundle, type Bundle } from './bundle'
import { fileName } from './file-name'
import { FileWriter } from './file-writer'
import { conversationHtml, htmlEnd, htmlStart, type HtmlWriter } from './html'
import { conversationMarkdown } from './markdown'

export type ExportFormat = 'backup' | 'markdown' | 'html'

export type ExportChoices = {
  format: ExportFormat
  /** Which conversations; absent: all of them. */
  conversationIds?: readonly string[]
  /** The texts of what was attached, too. */
  withAttachments: boolean
  /** Presets and servers of the reader's own, too. Only a backup has a place for them. */
  withSettings: boolean
}

/** How far a long piece of work has come. */
export type Progress = { done: number; total: number }

type ExportContext = {
  /** The version of Gloss. */
  gloss: string
  now: number
  /** Brings what writes the answers of a web page. Other formats do without. */
  loadHtmlWriter: () => Promise<HtmlWriter>
  signal?: AbortSignal
  onProgress?: (progress: Progress) => void
}

export type ExportedFile = { name: string; blob: Blob; conversations: number }

/**
 * Writes conversations into a file, one after the other. Keys and headers are never read for it, and receipts stay.
 * @throws {ChatError} `storage-full` when there is no room for the file; the reason of the signal when it is aborted.
 */
export async function exportConversations(choices: ExportChoices, context: ExportContext): Promise<ExportedFile> {
  const { format, conversationIds, withSettings } = choices
  const { now, signal, onProgress } = context
  const all = await listConversations()
  const chosen = conversationIds && new Set(conversationIds)
  const conversations = chosen ? all.filter(({ id }) => chosen.has(id)) : all
  const title = chosen && conversations.length === 1 ? conversations[0]?.title : undefined
  const settings = format === 'backup' && withSettings ? toPortable(await readSettings()) : undefined
  const form = format === 'html' ? webPage(await context.loadHtmlWriter()) : forms[format]
  const writer = new FileWriter(form.type)
  const breathe = breaths(signal)
  writer.write(form.start({ ...context, title: title ?? 'Conversations', settings }))
  for (const [index, conversation] of conversations.entries()) {
    onProgress?.({ done: index, total: conversations.length })
    // oxlint-disable-next-line no-await-in-loop -- one in memory at a time
    writer.write(form.entry(await readChosen(conversation, choices), choices, index === 0))
    // oxlint-disable-next-line no-await-in-loop
    await breathe()
  }
  writer.write(form.end)
  const blob = await writer.finish()
  signal?.throwIfAborted()
  return { name: fileName(format, now, title), blob, conversations: conversations.length }
}

/** One conversation as markdown, to be copied. */
export async function copyableMarkdown(conversation: Conversation): Promise<string> {
  return conversationMarkdown(await readBundle(conversation), { withAttachments: false })
}

async function readChosen(conversation: Conversation, { format, withAttachments }: ExportChoices): Promise<Bundle> {
  const bundle = await readBundle(conversation)
  if (format !== 'backup' || withAttachments) return bundle
  const messages = bundle.messages.map((message) => ({ ...message, attachmentIds: [] }))
  return { ...bundle, messages, attachments: [] }
}

type Start = ExportContext & { title: string; settings: PortableSettings | undefined }

type Form = {
  type: string
  start: (start: Start) => string
  entry: (bundle: Bundle, choices: ExportChoices, isFirst: boolean) => string
  end: string
}

const forms: Record<Exclude<ExportFormat, 'html'>, Form> = {
  backup: {
    type: 'application/json',
    start: ({ gloss, now, settings }) => backupStart({ gloss, exportedAt: now, ...(settings ? { settings } : {}) }),
    entry: (bundle, _, isFirst) => backupEntry(bundle, isFirst),
    end: backupEnd,
  },
  markdown: {
    type: 'text/markdown',
    start: () => '',
    entry: (bundle, choices, isFirst) => `${isFirst ? '' : '\n---\n\n'}${conversationMarkdown(bundle, choices)}`,
    end: '\n',
  },
}

function webPage(toHtml: HtmlWriter): Form {
  return {
    type: 'text/html',
    start: ({ title }) => htmlStart(title),
    entry: (bundle, { withAttachments }) => conversationHtml(bundle, withAttachments, toHtml),
    end: htmlEnd,
  }
}
