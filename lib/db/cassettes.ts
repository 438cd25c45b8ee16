import { recordingsBytes, type Recording } from '../chat/cassette'
import { db } from './db'
import { stored } from './storage-error'

export function getRecording(messageId: string): Promise<Recording | undefined> {
  return db.recordings.get(messageId)
}

/**
 * Keeps a recording, and of the older ones as many as there is room for. One whose answer was removed meanwhile is not
 * kept.
 */
export function saveRecording(recording: Recording): Promise<void> {
  return stored(() =>
    db.transaction('rw', [db.recordings, db.messages], async () => {
      if (!(await db.messages.get(recording.messageId))) return
      await db.recordings.put(recording)
      let room = recordingsBytes
      const old: string[] = []
      for (const { messageId, bytes } of (await listKeys()).toReversed()) {
        room -= bytes
        if (room < 0) old.push(messageId)
      }
      await db.recordings.bulkDelete(old)
    }),
  )
}

/** How many recordings there are, and the room they take in bytes. */
export async function measureRecordings(): Promise<{ count: number; bytes: number }> {
  const keys = await listKeys()
  return { count: keys.length, bytes: keys.reduce((sum, { bytes }) => sum + bytes, 0) }
}

export function deleteRecordings(): Promise<void> {
  return stored(() => db.recordings.clear())
}

/** Oldest first, from the index alone: the recordings themselves may be megabytes. */
async function listKeys(): Promise<{ messageId: string; bytes: number }[]> {
  const keys = await db.recordings.orderBy('[recordedAt+messageId+bytes]').keys()
  // Dexie's type does not know what an index of three fields yields.
  return (keys as unknown as [number, string, number][]).map(([, messageId, bytes]) => ({ messageId, bytes }))
}
