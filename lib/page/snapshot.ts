import type { Snapshot } from '../chat/attachment'
import { ChatError } from '../chat/chat-error'
import { tabIcon } from './tab-icon'

/** What was read, before it is pinned. Counts of nothing and an empty context are left out. */
type SnapshotSource = Omit<Snapshot, 'kind' | 'capturedAt' | 'hash'>

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
  if (text.trim() === '' && !content.image) throw new ChatError('bad-request', 'There is no text to attach.')
  const { context, omittedCharacters, hiddenCharacters, hiddenText, ...facts } = content
  return {
    ...facts,
    kind,
    capturedAt,
    text,
    hash: await sha256(content.image?.data ?? text),
    ...(context?.heading === undefined && context?.paragraph === undefined ? {} : { context }),
    ...(omittedCharacters === undefined || omittedCharacters === 0 ? {} : { omittedCharacters }),
    ...(hiddenCharacters === undefined || hiddenCharacters === 0 ? {} : { hiddenCharacters }),
    ...(hiddenText === undefined || hiddenText === '' ? {} : { hiddenText: hiddenText.toWellFormed() }),
  }
}

/**
 * Pins what was read in a tab now, with the icon of its site.
 * @param iconOfTab looked for while the tab was read, where that was possible.
 * @throws {ChatError} as `toSnapshot`.
 */
export async function tabSnapshot(
  content: Omit<SnapshotSource, 'tabId'>,
  kind: Snapshot['kind'],
  tabId: number,
  iconOfTab = tabIcon(tabId),
): Promise<Snapshot> {
  const capturedAt = Date.now()
  const icon = content.icon ?? (await iconOfTab)
  return await toSnapshot({ ...content, tabId, ...(icon === undefined ? {} : { icon }) }, kind, capturedAt)
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
