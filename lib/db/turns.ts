import Dexie from 'dexie'
import { ChatError } from '../chat/chat-error'
import { goesOnFrom } from '../chat/comparison'
import { titleFrom, type Conversation } from '../chat/conversation'
import { textOf, type Message } from '../chat/message'
import type { QueuedQuestion } from '../chat/queued-question'
import { isTemporary, keptId } from '../chat/temporary'
import { withEnd } from '../chat/tree'
import { db } from './db'
import { decideAbove } from './decide'
import { dropDraft, getDraft } from './drafts'
import { listMessages, parentGone } from './messages'
import { takeQueued, waitFor } from './queue'
import { stored } from './storage-error'

/** Where a conversation's next question goes: the message that it follows, and all that is stored there. */
export type Place = { parentId: string | null; messages: readonly Message[] }

/** A question with its empty answer, or those that are compared. */
export type Turn = { question: Message; answers: readonly [Message, ...Message[]] }

type TurnOptions = {
  /** The question as it was queued: it leaves its line in the same transaction, so that it is asked once whatever dies in between. */
  queued?: QueuedQuestion | undefined
  /** Called once nothing stands in the way, before the turn is stored: what goes out has to wait until it is. */
  onPlaced?: (turn: Turn, conversation: Conversation) => void
}

/**
 * Stores a question and its empty answers, or nothing: what goes out afterwards is always something that is kept.
 * Makes the conversation when it is new, and drops the draft that became this question.
 * The reader waits, and each step is a way to the database and back: all of it is one transaction, and what does not need
 * another step goes at once.
 * @returns what was stored, and the messages that were there before.
 * @throws {ChatError} `bad-request` when what the question follows is gone, or the queued one was changed.
 */
export function beginTurn(
  conversationId: string,
  turnAt: (place: Place) => Turn,
  { queued, onPlaced }: TurnOptions = {},
): Promise<{ turn: Turn; before: readonly Message[] }> {
  return stored(() =>
    db.transaction('rw', [db.conversations, db.messages, db.drafts, db.queue], async () => {
      const [known, messages, draft] = await Promise.all([...standing(conversationId), requireUnkept(conversationId)])
      const turn = turnAt({ parentId: nextParent(messages, known, queued), messages })
      const { question, answers } = turn
      if (queued) await takeQueued(queued, question)
      requireParent(messages, question)
      const conversation = withTurn(known, question, answers[0].id)
      // It belongs to no transaction of ours.
      Dexie.ignoreTransaction(() => onPlaced?.(turn, conversation))
      await Promise.all([
        db.messages.bulkAdd([question, ...answers]),
        ...changesAround(question, answers[0].id, { messages, conversation }),
        queued ? undefined : dropDraft(draft, textOf(question)),
      ])
      return { turn, before: messages }
    }),
  )
}

/**
 * Part of the transaction that brings back what a journal holds: the worker died before the turn was stored, or the
 * browser lost it. The conversation goes on from there, and the question does not wait in its line any more.
 * @param lost the conversation as it was to be stored, should it be gone, too.
 */
export async function restoreTurn(question: Message, answerId: string, lost: Conversation): Promise<void> {
  const [[known, messages, draft], queued] = await Promise.all([
    Promise.all(standing(question.conversationId)),
    db.queue.get(question.id),
  ])
  const leafId = question.comparison?.answerIds[0] ?? answerId
  const conversation = known ? withTurn(known, question, leafId) : lost
  await Promise.all([
    db.messages.add(question),
    ...changesAround(question, leafId, { messages, conversation }),
    queued ? undefined : dropDraft(draft, textOf(question)),
  ])
}

/** What a turn finds where it takes its place. */
function standing(conversationId: string) {
  return [db.conversations.get(conversationId), listMessages(conversationId), getDraft(conversationId)] as const
}

/** Part of a transaction: what changes with a turn, beside its own messages. */
function changesAround(
  question: Message,
  leafId: string,
  { messages, conversation }: { messages: readonly Message[]; conversation: Conversation },
) {
  return [
    decideAbove(messages, question),
    db.conversations.put(conversation),
    waitFor({ id: leafId, conversationId: question.conversationId, parentId: question.id }),
  ]
}

/** @throws {ChatError} `bad-request` when another window has just kept this temporary chat, and this one is to follow. */
async function requireUnkept(conversationId: string): Promise<void> {
  if (!isTemporary(conversationId) || !(await db.conversations.get(keptId(conversationId)))) return
  throw new ChatError('bad-request', 'This chat has just been kept: ask once more.')
}

/** A queued question follows the answer that it waited for, whatever is shown meanwhile. */
function nextParent(
  messages: readonly Message[],
  known: Conversation | undefined,
  queued: QueuedQuestion | undefined,
): string | null {
  const waitedFor = messages.find(({ id }) => id === queued?.waitsFor)
  return goesOnFrom(messages, waitedFor?.id ?? known?.leafId ?? null)
}

/** What a message follows may have been deleted in this very moment. */
function requireParent(messages: readonly Message[], { parentId }: Message): void {
  if (parentId !== null && !messages.some(({ id }) => id === parentId)) throw parentGone()
}

function withTurn(known: Conversation | undefined, question: Message, leafId: string): Conversation {
  const { conversationId, createdAt, parentId } = question
  const { deletedAt: _, ...earlier }: Conversation = known ?? {
    id: conversationId,
    title: titleFrom(textOf(question)),
    createdAt,
    updatedAt: createdAt,
    leafId: null,
  }
  return {
    ...earlier,
    updatedAt: createdAt,
    leafId,
    // What goes on from the shown end leaves no other end behind.
    ...(parentId === earlier.leafId ? {} : { ends: withEnd(earlier.ends, earlier.leafId) }),
  }
}
