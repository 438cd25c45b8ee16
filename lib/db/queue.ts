import { ChatError, type ErrorInfo } from '../chat/chat-error'
import { statusOfAll } from '../chat/comparison'
import { textOf, type Message, type MessageStatus } from '../chat/message'
import { isTemporary } from '../chat/temporary'
import { maximumQueued, type QueuedQuestion } from '../chat/queued-question'
import { db } from './db'
import { dropDraft, getDraft } from './drafts'
import { stored } from './storage-error'
import { allTemporary } from './temporary'

/** A conversation's line, the next question first. */
export async function listQueue(conversationId: string): Promise<QueuedQuestion[]> {
  const line = await db.queue.where('conversationId').equals(conversationId).toArray()
  return line.sort((one, other) => one.place - other.place)
}

/** How many questions wait, by stored conversation. From the index alone. */
export async function countQueued(): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  await db.queue.orderBy('conversationId').eachKey((key) => {
    if (typeof key === 'string') counts.set(key, (counts.get(key) ?? 0) + 1)
  })
  return counts
}

/** The conversations in which questions wait, temporary ones too. */
export async function conversationsWaiting(): Promise<string[]> {
  const { from, to } = allTemporary
  const temporary = await db.queue.where('conversationId').between(from, to).toArray()
  return [...new Set([...(await countQueued()).keys(), ...temporary.map(({ conversationId }) => conversationId)])]
}

export type Waiting = {
  line: QueuedQuestion[]
  /** How the answer that the line waits for ended; absent while nothing was answered, or when it is gone. */
  answer?: MessageStatus
}

/** A conversation's line and what it waits for. Nothing waits in a deleted conversation. */
export async function getWaiting(conversationId: string): Promise<Waiting> {
  const read = async (): Promise<Waiting> => {
    const line = await listQueue(conversationId)
    const [next] = line
    const conversation = await db.conversations.get(conversationId)
    if (!next || conversation?.deletedAt !== undefined) return { line: [] }
    const answer = next.waitsFor === null ? undefined : await statusOf(next.waitsFor)
    return { line, ...(answer ? { answer } : {}) }
  }
  // A page asks the worker for what is temporary, and no transaction stays open for that.
  if (isTemporary(conversationId)) return read()
  return db.transaction('r', [db.queue, db.messages, db.conversations], read)
}

/** How an answer stands, or all of those that are read side by side with it. */
async function statusOf(answerId: string): Promise<MessageStatus | undefined> {
  const answer = await db.messages.get(answerId)
  const question = await db.messages.get(answer?.parentId ?? '')
  if (!question?.comparison || question.comparison.decided) return answer?.status
  const compared = await db.messages.bulkGet(question.comparison.answerIds)
  const present = compared.flatMap((one) => (one && one.deleted === undefined ? one : []))
  return present.some(({ id }) => id === answerId) ? statusOfAll(present) : answer?.status
}

/**
 * Puts a question at the end of its line, or at a place of it. The same question twice is the same click.
 * `waitsFor` is the answer that is being written; without it the line waits for what it waited for, or for what is shown.
 * @throws {ChatError} `bad-request` when it was asked already, or when the line is as long as it may be.
 */
export function enqueue(
  question: Omit<QueuedQuestion, 'place' | 'waitsFor'>,
  { waitsFor, at }: { waitsFor?: string; at?: number } = {},
): Promise<void> {
  return stored(() =>
    db.transaction('rw', [db.queue, db.messages, db.conversations, db.drafts], async () => {
      const { id, conversationId, text } = question
      const line = await listQueue(conversationId)
      if (line.some((other) => other.id === id)) return
      if (await db.messages.get(id)) throw new ChatError('bad-request', 'This question has been asked already.')
      if (line.length >= maximumQueued) {
        throw new ChatError(
          'bad-request',
          `${maximumQueued} questions wait here already: let one be asked, or remove one.`,
        )
      }
      const conversation = await db.conversations.get(conversationId)
      const entry = {
        ...question,
        place: -1,
        waitsFor: waitsFor ?? line[0]?.waitsFor ?? conversation?.leafId ?? null,
      }
      await number(line.toSpliced(at ?? line.length, 0, entry))
      // What became this question is no draft any more, should the panel vanish now.
      if (text !== '') await dropDraft(await getDraft(conversationId), text)
    }),
  )
}

/** @throws {ChatError} `bad-request` when it does not wait any more. */
export function editQueued(id: string, changes: Pick<QueuedQuestion, 'text' | 'attachmentIds'>): Promise<void> {
  return stored(() =>
    db.transaction('rw', db.queue, async () => {
      await db.queue.put({ ...(await requireQueued(id)), ...changes })
    }),
  )
}

export function removeQueued(id: string): Promise<void> {
  return stored(() => db.queue.delete(id))
}

/** Moves a question so many places towards the end, or towards the front when negative. */
export function moveQueued(id: string, by: number): Promise<void> {
  return stored(() =>
    db.transaction('rw', db.queue, async () => {
      const question = await requireQueued(id)
      const others = (await listQueue(question.conversationId)).filter((other) => other.id !== id)
      const before = others.filter(({ place }) => place < question.place).length
      await number(others.toSpliced(Math.max(0, before + by), 0, question))
    }),
  )
}

export function getQueued(id: string): Promise<QueuedQuestion | undefined> {
  return db.queue.get(id)
}

/** Says beside a question why it could not be asked. */
export function noteQueueProblem(id: string, problem: ErrorInfo): Promise<unknown> {
  return stored(() => db.queue.update(id, { problem }))
}

/**
 * Part of the transaction that begins a turn: the question leaves its line.
 * @throws {ChatError} `bad-request` when the question was changed or removed meanwhile, or its conversation deleted.
 */
export async function takeQueued(taken: QueuedQuestion, question: Message): Promise<void> {
  const now = await requireQueued(taken.id)
  const conversation = await db.conversations.get(taken.conversationId)
  if (conversation?.deletedAt !== undefined) throw new ChatError('bad-request', 'This conversation was deleted.')
  const same = now.text === textOf(question) && now.attachmentIds.join() === question.attachmentIds.join()
  if (!same) throw new ChatError('bad-request', 'This question was changed in the moment when it was to be asked.')
  await db.queue.delete(taken.id)
}

/** Part of a transaction that begins an answer: whatever waits in its conversation waits for it now. */
export async function waitFor({
  id,
  conversationId,
  parentId,
}: Pick<Message, 'id' | 'conversationId' | 'parentId'>): Promise<void> {
  const line = await listQueue(conversationId)
  // Its own question can still stand in the line when the same click arrived twice.
  const own = line.filter((question) => question.id === parentId)
  // Mostly nothing waits, and then nothing is written.
  if (own.length > 0) await db.queue.bulkDelete(own.map((question) => question.id))
  const waiting = line.filter((question) => question.id !== parentId)
  if (waiting.length > 0) {
    await db.queue.bulkPut(waiting.map(({ problem: _problem, ...question }) => ({ ...question, waitsFor: id })))
  }
}

async function requireQueued(id: string): Promise<QueuedQuestion> {
  const question = await db.queue.get(id)
  if (!question) throw new ChatError('bad-request', 'This question does not wait any more: it was asked or removed.')
  return question
}

async function number(line: readonly QueuedQuestion[]): Promise<void> {
  const placed = line.map((question, place) => ({ ...question, place }))
  await db.queue.bulkPut(placed.filter(({ place }) => line[place]?.place !== place))
}
