import type { Attachment } from '../../../lib/chat/attachment'
import { textOf, type Message } from '../../../lib/chat/message'
import { imageTokens, tokensOf } from '../../../lib/chat/tokens'
import { getAttachments } from '../../../lib/db/attachments'
import { attachmentText, goingAlong } from '../../../lib/prompts/attachment-text'

/** Tokens by the careful guess. */
export type Measured = { attached: number; conversation: number }

/** The marks around an attachment, and our own instructions, as far as they do not depend on the text. */
const markTokens = 90
const instructionTokens = 350
/** A turn's own marks. */
const turnTokens = 4

type Facts = { tokens: number } & Pick<Attachment, 'kind' | 'url' | 'hash' | 'leftOut'>
/** Snapshots never change: each, a book perhaps, is read and counted once. */
const counted = new Map<string, Facts>()
const mostCounted = 500

/**
 * How much goes out beside the question's own words: the shown thread, and what is attached to it or to the draft.
 */
export async function measureThread(
  thread: readonly Message[],
  draftIds: readonly string[],
  systemPrompt: string | undefined,
): Promise<Measured> {
  const ids = [...new Set([...thread.flatMap(({ attachmentIds }) => attachmentIds), ...draftIds])]
  const attached = goingAlong(await factsOf(ids))
  return {
    attached: attached.reduce((all, { tokens }) => all + tokens, 0),
    conversation: thread.reduce((all, message) => all + tokensIn(message), instructions(systemPrompt)),
  }
}

const instructions = (systemPrompt: string | undefined) =>
  instructionTokens + (systemPrompt?.trim() ? tokensOf(systemPrompt) : 0)

const tokensIn = (message: Message) => tokensOf(textOf(message)) + turnTokens

async function factsOf(ids: readonly string[]): Promise<Facts[]> {
  const missing = ids.filter((id) => !counted.has(id))
  for (const attachment of missing.length === 0 ? [] : await getAttachments(missing)) {
    const { id, kind, url, hash, leftOut, image } = attachment
    const tokens = tokensOf(attachmentText(attachment)) + markTokens + (image ? imageTokens : 0)
    counted.set(id, { tokens, kind, url, hash, ...(leftOut ? { leftOut } : {}) })
  }
  const found = ids.flatMap((id) => counted.get(id) ?? [])
  for (const id of [...counted.keys()].slice(0, Math.max(0, counted.size - mostCounted))) counted.delete(id)
  return found
}
