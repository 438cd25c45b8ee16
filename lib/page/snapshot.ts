import type { Snapshot } from '../chat/attachment'
import { ChatError } from '../chat/chat-error'

type SnapshotSource = {
  url: string
  title: string
  text: string
  language?: string
  context?: { heading?: string; paragraph?: string }
  omittedCharacters?: number
  hiddenCharacters?: number
}

/**
 * Pins what was read.
 * @param capturedAt milliseconds since the epoch.
 * @throws {ChatError} `bad-request` when there is no text: an empty attachment would make a model invent one.
 */
export async function toSnapshot(
  content: SnapshotSource,
  kind: Snapshot['kind'],
  capturedAt: number,
): Promise<Snapshot> {
  // A lone surrogate would be rewritten by storage, and the hash would no longer be that of the stored text.
  const text = content.text.toWellFormed()
  if (text.trim() === '') throw new ChatError('bad-request', 'There is no text to attach.')
  const { language, context, omittedCharacters, hiddenCharacters } = content
  return {
    kind,
    url: content.url,
    title: content.title,
    capturedAt,
    text,
    hash: await sha256(text),
    ...(language === undefined ? {} : { language }),
    ...(context?.heading === undefined && context?.paragraph === undefined ? {} : { context }),
    ...(omittedCharacters === undefined || omittedCharacters === 0 ? {} : { omittedCharacters }),
    ...(hiddenCharacters === undefined || hiddenCharacters === 0 ? {} : { hiddenCharacters }),
  }
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
