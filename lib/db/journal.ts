import type { Conversation } from '../chat/conversation'
import { textOf, type Message } from '../chat/message'
import { isTemporary } from '../chat/temporary'
import { getConversation } from './conversations'
import { db } from './db'
import { extend, nothingWritten, partsOf, withoutHalfCharacter, type Progress } from './journal-pieces'
import { localKeys, readLocal, removeLocal, writeLocal } from './local-store'
import { checkpoint, getMessage } from './messages'
import { copyFirst, tryAgain } from './mirror'
import { stored } from './storage-error'
import { temporaryHolder } from './temporary'
import { restoreTurn } from './turns'

export const journalPrefix = 'journal:'

/** What an answer belongs to, should the database be lost before this was copied. */
export type Origin = { question?: Message; conversation?: Conversation }

/** The message without its parts, and how many pieces hold these: older ones may lie behind them. */
type Head = { message: Message; pieces: number }

/** Answers that came to their end and could not be stored. They are tried again while the worker lives. */
const unstored = new Map<string, Message>()

export function unstoredIn(conversationId: string): Message[] {
  return [...unstored.values()].filter((message) => message.conversationId === conversationId)
}

/**
 * The growing answer, in local storage: there a killed browser lost nothing, while its databases were lost now and then.
 * Only what is new of it is written.
 */
export class Journal {
  readonly #id: string
  #progress: Progress = nothingWritten
  /** How many pieces there may be. */
  #pieces = 0
  #latest: Message | undefined
  /** One write at a time: an older one that lands last would leave a hole. */
  #last: Promise<void> | undefined

  constructor(messageId: string) {
    this.#id = messageId
  }

  /**
   * Writes down the question and the empty answer. To be awaited before anything leaves.
   * @param known what it belongs to, where that is being stored just now and need not be read.
   */
  async begin(answer: Message, known?: Origin): Promise<void> {
    // Its rows are the journal: what holds them outlives the worker, and nothing may lie on the disk.
    if (isTemporary(answer.id)) return temporaryHolder()?.rows.saved()
    const origin = known ?? (await originOf(answer))
    try {
      await this.#write(answer, { [this.#key('origin')]: origin })
    } catch {
      // The database holds both. The reader is told of the trouble, and the answer can still be read and copied.
      this.#tryAgainWith(answer)
    }
  }

  /**
   * Stores the answer as it stands: what is new of it while it is being written, all of it at its end.
   * @throws {ChatError} when that fails; it is tried again with what comes next, or by itself at the end.
   */
  async store(message: Message): Promise<void> {
    if (message.status !== 'streaming') return this.#finish(message)
    try {
      await this.#write(message)
    } catch (error) {
      this.#tryAgainWith(message)
      throw error
    }
  }

  /** Forgets an answer that could not be begun: nothing of it is to be found at the next start. */
  async discard(): Promise<void> {
    this.#latest = undefined
    await this.#remove().catch(() => tryAgain(() => this.#remove()))
  }

  async #finish(message: Message): Promise<void> {
    this.#latest = undefined
    try {
      await this.#settle(message)
    } catch (error) {
      unstored.set(message.id, message)
      // The journal may take what the database did not, so that not even a death loses the end.
      await this.#write(message).catch(() => undefined)
      tryAgain(() => this.#settle(message))
      throw error
    }
  }

  async #settle(message: Message): Promise<void> {
    await checkpoint(message)
    unstored.delete(message.id)
    if (isTemporary(message.id)) return temporaryHolder()?.rows.saved()
    await copyTurn(message)
    await this.#remove()
  }

  #tryAgainWith(message: Message): void {
    const first = this.#latest === undefined
    this.#latest = message
    if (!first) return
    tryAgain(async () => {
      if (this.#latest) await this.#write(this.#latest)
    })
  }

  #write(message: Message, others: Record<string, unknown> = {}): Promise<void> {
    const put = async () => {
      if (isTemporary(message.id)) return checkpoint(message)
      const { progress, pieces } = extend(this.#progress, withoutHalfCharacter(message.parts))
      const records = Object.fromEntries([...pieces].map(([number, segments]) => [this.#key(number), segments]))
      this.#pieces = Math.max(this.#pieces, progress.piece + 1)
      const head: Head = { message: { ...message, parts: [] }, pieces: progress.piece + 1 }
      await writeLocal({ ...others, ...records, [journalPrefix + this.#id]: head })
      this.#progress = progress
      this.#latest = undefined
    }
    // The first at once: behind a promise it would wait for all that its turn has the database do.
    const write = this.#last ? this.#last.then(put) : put()
    this.#last = write.catch(() => undefined)
    return write
  }

  #key(name: number | 'origin'): string {
    return `${journalPrefix}${this.#id}:${name}`
  }

  async #remove(): Promise<void> {
    await this.#last
    const pieces = Array.from({ length: this.#pieces }, (_, number) => this.#key(number))
    await removeLocal([journalPrefix + this.#id, this.#key('origin'), ...pieces])
  }
}

/**
 * At a worker's start: brings what the journals hold of answers into the database, then removes them. An answer without
 * its end stays as it is, for whoever knows what becomes of it.
 * @returns how many journals there were.
 */
export async function adoptJournals(): Promise<number> {
  const journals = await listJournals()
  for (const [messageId, keys] of journals) {
    // One that cannot be stored now, and the reader is told so, stays for the next start and stops no other.
    await adoptJournal(messageId, keys).catch(() => undefined)
  }
  return journals.size
}

async function adoptJournal(messageId: string, keys: string[]): Promise<void> {
  const [head, origin] = await readLocal([journalPrefix + messageId, `${journalPrefix}${messageId}:origin`])
  // Without its head it was about to be removed.
  if (isHead(head)) {
    const names = Array.from({ length: head.pieces }, (_, number) => `${journalPrefix}${messageId}:${number}`)
    await adopt({ ...head.message, parts: partsOf(await readLocal(names)) }, origin ?? {})
    await copyTurn(head.message)
  }
  await removeLocal(keys)
}

async function originOf({ parentId, conversationId }: Message): Promise<Origin> {
  const [question, conversation] = await Promise.all([
    parentId === null ? undefined : getMessage(parentId),
    getConversation(conversationId),
  ])
  return { ...(question ? { question } : {}), ...(conversation ? { conversation } : {}) }
}

/** Everything that a journal stands in for, in both stores. */
function copyTurn({ id, parentId, conversationId }: Message): Promise<void> {
  const messageIds = parentId === null ? [id] : [parentId, id]
  return copyFirst([
    { table: 'conversations', key: conversationId },
    ...messageIds.map((key) => ({ table: 'messages', key })),
  ])
}

/** The keys of each journal. */
async function listJournals(): Promise<Map<string, string[]>> {
  const journals = new Map<string, string[]>()
  for (const key of await localKeys(journalPrefix)) {
    const [messageId = ''] = key.slice(journalPrefix.length).split(':', 1)
    journals.set(messageId, [...(journals.get(messageId) ?? []), key])
  }
  return journals
}

function adopt(journaled: Message, { question, conversation }: Origin): Promise<void> {
  const { conversationId } = journaled
  return stored(() =>
    db.transaction('rw', [db.conversations, db.messages, db.drafts, db.queue], async () => {
      const known = await db.messages.get(journaled.id)
      if (conversation && question && !(await db.messages.get(question.id))) {
        await restoreTurn(question, journaled.id, conversation)
      }
      // A conversation that was removed takes its answers along; one that was lost comes back.
      if (conversation && !(await db.conversations.get(conversationId))) await db.conversations.add(conversation)
      await db.messages.put(wholeOf(known, journaled))
    }),
  )
}

/** The database may hold the end already, and the journal more of the text. */
function wholeOf(known: Message | undefined, journaled: Message): Message {
  if (!known) return journaled
  const { parts } = lengthOf(journaled) < lengthOf(known) ? known : journaled
  // An earlier start that could not store the journal's text may have called it interrupted.
  const hasEnd = known.status !== 'streaming' && (journaled.status === 'streaming' || known.status !== 'interrupted')
  return { ...(hasEnd ? known : journaled), parts }
}

function lengthOf(message: Message): number {
  return textOf(message).length + textOf(message, 'reasoning').length
}

function isHead(value: unknown): value is Head {
  if (typeof value !== 'object' || value === null || !('message' in value) || !('pieces' in value)) return false
  const { message, pieces } = value
  if (!Number.isInteger(pieces) || typeof message !== 'object' || message === null) return false
  return 'id' in message && 'conversationId' in message && 'status' in message
}
