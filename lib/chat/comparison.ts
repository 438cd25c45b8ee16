import { textOf, type Message, type MessageStatus } from './message'

/** Presets that one question is put to at once. More than this no panel shows side by side. */
export const mostCompared = 3

export type OpenComparison = { question: Message; answers: Message[] }

/** The answers that were asked for side by side and are still there, in order; fewer than two are no comparison. */
export function comparedAnswers(messages: readonly Message[], { id, comparison }: Message): Message[] {
  const byId = new Map(messages.map((message) => [message.id, message]))
  const answers = (comparison?.answerIds ?? []).flatMap((answerId) => byId.get(answerId) ?? [])
  const own = answers.filter(({ parentId, role }) => parentId === id && role === 'assistant')
  return own.length < 2 ? [] : own
}

/** The comparison that an answer is read in; undefined where the reader has decided, or there is none. */
export function openComparisonOf(messages: readonly Message[], answerId: string | null): OpenComparison | undefined {
  const answer = messages.find(({ id }) => id === answerId)
  const question = messages.find(({ id }) => id === answer?.parentId)
  if (!question?.comparison || question.comparison.decided) return undefined
  const answers = comparedAnswers(messages, question)
  return answers.some(({ id }) => id === answerId) ? { question, answers } : undefined
}

/**
 * The message that the next question follows. Where several answers stand side by side and the reader has not said which
 * one to keep: the shown one when it is complete, else the first that is, else the first with any words.
 */
export function goesOnFrom(messages: readonly Message[], leafId: string | null): string | null {
  const open = openComparisonOf(messages, leafId)
  if (!open) return leafId
  const shownFirst = [...open.answers.filter(({ id }) => id === leafId), ...open.answers]
  const complete = shownFirst.find(({ status }) => status === 'complete')
  return (complete ?? shownFirst.find((answer) => textOf(answer) !== ''))?.id ?? leafId
}

/**
 * How a comparison stands as a whole, for what waits for its end. One that the reader stopped waits for the reader; of
 * those that ended by themselves one complete answer is enough to go on from.
 */
export function statusOfAll(answers: readonly Pick<Message, 'status'>[]): MessageStatus | undefined {
  const order: readonly MessageStatus[] = ['streaming', 'stopped', 'complete', 'interrupted', 'failed']
  return order.find((wanted) => answers.some(({ status }) => status === wanted))
}
