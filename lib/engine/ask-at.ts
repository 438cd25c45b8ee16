import type { Message } from '../chat/message'
import { isTemporary } from '../chat/temporary'
import type { QueuedQuestion } from '../chat/queued-question'
import { getModelList } from '../db/model-lists'
import { beginTurn, type Turn } from '../db/turns'
import type { Dispatch } from './dispatch'
import { journaled, type Journaled } from './journaled'
import { questionMessage } from './new-turn'
import type { Presets } from './presets'
import type { NewQuestion } from './queue'
import type { Runs } from './runs'

export type AskedAt = {
  /** The question as it stood in its line. */
  queued?: QueuedQuestion
  /** The message that it follows; absent: where the conversation goes on. */
  parentId?: string | null
}

type AskDependencies = {
  runs: Runs
  dispatch: Dispatch
  now: () => number
}

/**
 * Stores a question with an empty answer of each preset, and begins to write them. The reader waits: whatever the requests
 * need is asked for while the question is being stored, and the journals are begun beside it.
 */
export async function askAt(
  asked: NewQuestion,
  presets: Presets,
  { queued, parentId }: AskedAt,
  { runs, dispatch, now }: AskDependencies,
): Promise<{ answerId: string }> {
  const ready = presets.map(({ providerId }) => ({ list: listOf(providerId), ahead: dispatch.ahead?.(providerId) }))
  let journals: Journaled[] = []
  const turnAfter = (follows: string | null): Turn => {
    const question = questionMessage(asked, follows, now())
    const [first, ...others] = presets
    const emptyOf = (preset: Presets[0], after: number) =>
      runs.emptyAnswer(question, preset, { reading: asked.reading, after })
    const answers: Turn['answers'] = [emptyOf(first, 0), ...others.map((other, index) => emptyOf(other, index + 1))]
    if (others.length === 0) return { question, answers }
    return { question: { ...question, comparison: { answerIds: answers.map(({ id }) => id) } }, answers }
  }
  const { turn, before } = await beginTurn(
    asked.conversationId,
    (place) => turnAfter(parentId === undefined ? place.parentId : parentId),
    {
      queued,
      onPlaced: ({ question, answers }, conversation) => {
        // What is temporary has no journal but its rows, which are not there yet.
        if (isTemporary(question.id)) return
        journals = answers.map((answer) => journaled(answer, { question, conversation }))
      },
    },
  ).catch(async (error: unknown) => {
    await Promise.all(journals.map(({ journal }) => journal.discard()))
    throw error
  })
  const { question, answers } = turn
  const messages: Message[] = [...before, question, ...answers]
  runs.beginAll(
    answers,
    presets,
    ready.map((one, index) => ({ ...one, question, messages, journal: journals[index] })),
  )
  return { answerId: answers[0].id }
}

function listOf(providerId: string): ReturnType<typeof getModelList> {
  const list = getModelList(providerId)
  // Who needs it hears of the failure.
  list.catch(() => undefined)
  return list
}
