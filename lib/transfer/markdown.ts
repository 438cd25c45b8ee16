import { attachmentNouns, type Attachment } from '../chat/attachment'
import { textOf, threadTo, type Message } from '../chat/message'
import type { Bundle } from './bundle'

/** The shown path of a conversation as markdown. The texts of what was attached are in it when asked for. */
export function conversationMarkdown(bundle: Bundle, { withAttachments }: { withAttachments: boolean }): string {
  const { conversation, messages } = bundle
  const thread = threadTo(messages, conversation.leafId)
  const turns = thread.map((message) => turn(message, attachedTo(bundle, message), withAttachments))
  return `# ${oneLine(conversation.title) || 'Untitled'}\n\n${turns.join('\n\n')}\n`
}

export function attachedTo({ attachments }: Bundle, { attachmentIds }: Message): Attachment[] {
  return attachmentIds.flatMap((id) => attachments.find((one) => one.id === id) ?? [])
}

/** Who wrote a message, as it stands over it. */
export function authorOf({ role, providerId, answeredBy, model }: Message): string {
  if (role === 'user') return 'You'
  return providerId === 'builtin' ? 'Built-in reader' : (answeredBy ?? model ?? 'Answer')
}

/** A note where an answer is not all there is, or empty. */
export function endNote({ role, status, error }: Message): string {
  if (role === 'user' || status === 'complete') return ''
  if (status === 'failed') return `No answer: ${error?.message ?? 'it failed.'}`
  return status === 'stopped' ? 'Stopped.' : 'Interrupted.'
}

// Made once: a new one for each message would cost as much as writing the message.
const clock = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short' })

/** As the reader's clock showed it, and as Swedish writes it: year, month, day, which nobody reads the wrong way round. */
export function timeOf(milliseconds: number): string {
  return clock.format(milliseconds)
}

function turn(message: Message, attachments: Attachment[], withAttachments: boolean): string {
  const note = endNote(message)
  return [
    `## ${oneLine(authorOf(message))} · ${timeOf(message.createdAt)}`,
    ...attachments.map((attachment) => attached(attachment, withAttachments)),
    textOf(message).trim(),
    note === '' ? '' : `_${oneLine(note)}_`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function attached({ title, url, text, capturedAt, kind, leftOut }: Attachment, withText: boolean): string {
  if (leftOut) return `> Left out from here on: ${oneLine(title)}`
  const what = attachmentNouns[kind].replace(/^./, (letter) => letter.toUpperCase())
  const line = `> ${what}: ${oneLine(title)} <${oneLine(url).replace(/[<>\s]/g, encodeURIComponent)}> (${timeOf(capturedAt)})`
  if (!withText || text === '') return line
  // Longer than any fence in it.
  const longest = Math.max(2, ...(text.match(/`{3,}/g) ?? []).map(({ length }) => length))
  const fence = '`'.repeat(longest + 1)
  return `${line}\n\n${fence}text\n${text}\n${fence}`
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
