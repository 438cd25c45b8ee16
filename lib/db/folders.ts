import { ChatError } from '../chat/chat-error'
import { sameName, type Folder } from '../chat/conversation'
import { changeEach } from './conversations'
import { db } from './db'
import { stored } from './storage-error'

/** Every folder, by name. */
export async function listFolders(): Promise<Folder[]> {
  const folders = (await db.folders.toArray()).map((folder) =>
    typeof folder.name === 'string' ? folder : { ...folder, name: 'A damaged folder' },
  )
  return folders.sort((one, other) => one.name.localeCompare(other.name, undefined, { numeric: true }))
}

export function getFolder(id: string): Promise<Folder | undefined> {
  return db.folders.get(id)
}

/** @throws {ChatError} `bad-request` when there is one of this name. */
export function addFolder(folder: Folder): Promise<void> {
  return stored(() =>
    db.transaction('rw', db.folders, async () => {
      await requireFreeName(folder)
      await db.folders.add(folder)
    }),
  )
}

/** @throws {ChatError} `bad-request` when there is another one of this name. */
export function renameFolder(id: string, name: string): Promise<void> {
  return stored(() =>
    db.transaction('rw', db.folders, async () => {
      await requireFreeName({ id, name })
      await db.folders.update(id, { name })
    }),
  )
}

export async function collapseFolder(id: string, collapsed: boolean): Promise<void> {
  await stored(() =>
    db.folders
      .where('id')
      .equals(id)
      .modify((folder) => {
        if (collapsed) folder.collapsed = true
        else delete folder.collapsed
      }),
  )
}

/** Removes the folder; what was in it stays. Returns which conversations these were. */
export function removeFolder(id: string): Promise<string[]> {
  return stored(() =>
    db.transaction('rw', [db.folders, db.conversations], async () => {
      const inside = await db.conversations.filter(({ folderId }) => folderId === id).primaryKeys()
      await db.folders.delete(id)
      await place(inside, null)
      return inside
    }),
  )
}

/** Takes a removal back. */
export function restoreFolder(folder: Folder, conversationIds: readonly string[]): Promise<void> {
  return stored(() =>
    db.transaction('rw', [db.folders, db.conversations], async () => {
      await db.folders.put(folder)
      await place(conversationIds, folder.id)
    }),
  )
}

/**
 * Puts conversations into a folder, or out of every one with null.
 * @throws {ChatError} `bad-request` when the folder is gone.
 */
export function moveConversations(conversationIds: readonly string[], folderId: string | null): Promise<void> {
  return stored(() =>
    db.transaction('rw', [db.folders, db.conversations], async () => {
      if (folderId !== null && !(await db.folders.get(folderId))) {
        throw new ChatError('bad-request', 'This folder was deleted meanwhile.')
      }
      await place(conversationIds, folderId)
    }),
  )
}

async function place(conversationIds: readonly string[], folderId: string | null): Promise<void> {
  await changeEach(conversationIds, (conversation) => {
    if (folderId === null) delete conversation.folderId
    else conversation.folderId = folderId
  })
}

async function requireFreeName({ id, name }: Pick<Folder, 'id' | 'name'>): Promise<void> {
  const others = await db.folders.filter((folder) => folder.id !== id).toArray()
  if (!others.some((folder) => sameName(folder.name, name))) return
  throw new ChatError('bad-request', `There is a folder “${name}” already.`)
}
