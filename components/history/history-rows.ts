import type { Conversation, Folder } from '../../lib/chat/conversation'
import { groupByDay } from './group-by-day'

/** One line of the history: a heading, a folder's name, or a conversation. */
export type HistoryRow =
  | { kind: 'heading'; key: string; name: string }
  | { kind: 'folder'; key: string; folder: Folder; count: number }
  | { kind: 'conversation'; key: string; conversation: Conversation; inFolder: boolean }

/** Pinned ones first, then the folders, then what is in none, by day. Each conversation stands once. */
export function historyRows(
  conversations: readonly Conversation[],
  folders: readonly Folder[],
  now: number,
): HistoryRow[] {
  const known = new Set(folders.map(({ id }) => id))
  const pinned: Conversation[] = []
  const loose: Conversation[] = []
  const inside = new Map<string, Conversation[]>()
  for (const conversation of conversations) {
    const { pinnedAt, folderId } = conversation
    if (pinnedAt !== undefined) pinned.push(conversation)
    else if (folderId === undefined || !known.has(folderId)) loose.push(conversation)
    else inside.set(folderId, withOne(inside.get(folderId), conversation))
  }
  return [
    ...headed('Pinned', pinned),
    ...folders.flatMap((folder) => folderRows(folder, inside.get(folder.id) ?? [])),
    ...groupByDay(loose, now).flatMap(({ day, conversations: ofDay }) => headed(day, ofDay)),
  ]
}

function withOne(all: Conversation[] | undefined, one: Conversation): Conversation[] {
  if (!all) return [one]
  all.push(one)
  return all
}

function headed(name: string, conversations: readonly Conversation[]): HistoryRow[] {
  if (conversations.length === 0) return []
  return [{ kind: 'heading', key: `heading ${name}`, name }, ...conversations.map((one) => row(one, false))]
}

function folderRows(folder: Folder, conversations: readonly Conversation[]): HistoryRow[] {
  const shown = folder.collapsed ? [] : conversations
  return [
    { kind: 'folder', key: `folder ${folder.id}`, folder, count: conversations.length },
    ...shown.map((one) => row(one, true)),
  ]
}

function row(conversation: Conversation, inFolder: boolean): HistoryRow {
  return { kind: 'conversation', key: conversation.id, conversation, inFolder }
}
