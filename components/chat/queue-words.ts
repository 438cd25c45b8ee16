import type { Waiting } from '../../lib/db/queue'

/** Why the line waits for the reader; undefined while it goes on by itself. */
export function whyItWaits({ line, answer }: Waiting): string | undefined {
  const [next] = line
  if (!next) return undefined
  if (next.problem) return next.problem.message
  const these = line.length === 1 ? 'this question waits' : 'these questions wait'
  if (answer === 'failed') return `The last answer failed, so ${these} for you.`
  if (answer === 'stopped') return `You stopped the last answer, so ${these} for you.`
  if (answer === 'complete') return undefined
  return `The last answer was not finished, so ${these} for you.`
}

/** Said to those who do not see the list, whenever it grows or shrinks. */
export function countWords(count: number): string {
  if (count === 0) return ''
  return count === 1 ? '1 question waits.' : `${count} questions wait.`
}

/** Said to those who do not see the list. */
export function placeWords(place: number, length: number): string {
  return `Moved to place ${place + 1} of ${length}.`
}
