import { textOf, type Message } from '../../lib/chat/message'
import { coverageWords } from '../coverage/coverage-words'
import { pauseWords } from '../chat/pause-words'

const afterPause = { failure: ' It is tried again.', 'rate-limit': ' this question waits.', slot: '' }

/** What goes on in an answer while nothing of it can be read; empty when something can. */
export function progressWords(message: Message): string {
  const { pause, coverage, parts, status } = message
  if (pause) return `${pauseWords(pause)}${afterPause[pause.reason]}`
  if (coverage && textOf(message) === '') return `${coverageWords(coverage, status)}.`
  return parts.at(-1)?.type === 'reasoning' ? 'Thinking.' : ''
}
