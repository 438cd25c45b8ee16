import { countIn, type Coverage, type CoveredSection, type SectionState } from '../../lib/chat/coverage'
import type { MessageStatus } from '../../lib/chat/message'
import type { ReadingEstimate } from '../../lib/chat/reading-plan'
import { dollars } from '../chat/cost-words'
import { counted } from '../chat/measure-words'

export const stateWords: Record<SectionState, string> = {
  waiting: 'Not read',
  reading: 'Being read…',
  read: 'Read',
  failed: 'Could not be read',
  'left-out': 'Left out',
}

/** How much was read, in one line. */
export function coverageWords(coverage: Coverage, status: MessageStatus): string {
  const all = coverage.sections.length
  const read = countIn(coverage, 'read')
  const noun = coverage.reading === 'everything' ? 'section' : 'part'
  if (all === 0) return 'Dividing the text into sections…'
  const amount = `${read.toLocaleString('en')} of ${counted(all, noun)}`
  if (status !== 'streaming' || coverage.reading === 'relevant') return `Read ${amount}`
  return coverage.combining ? `Read ${amount}: writing the answer` : `Reading: ${amount}`
}

/** What is not in the answer, in one line; empty when nothing is. */
export function lackWords(coverage: Coverage, status: MessageStatus): string {
  const failed = countIn(coverage, 'failed')
  const left = countIn(coverage, 'left-out')
  const unread = countIn(coverage, 'waiting')
  const words = [
    failed > 0 && `${failed.toLocaleString('en')} could not be read`,
    left > 0 && `${left.toLocaleString('en')} left out`,
    unread > 0 && status !== 'streaming' && `${unread.toLocaleString('en')} not read`,
  ]
  return words.filter((word) => word !== false).join(', ')
}

export function titleOf(section: CoveredSection, index: number): string {
  return section.title === '' ? `Section ${index + 1}` : section.title
}

/** A guess that looks like one: two digits that count. */
export function tokensInWords(tokens: number): string {
  const rounded = Math.max(1, Math.round(Number(tokens.toPrecision(2))))
  if (rounded < 1_000) return `about ${counted(rounded, 'token')}`
  const thousands = (rounded / 1_000).toLocaleString('en', { maximumFractionDigits: 1 })
  return `about ${thousands}k tokens`
}

/** What a reading is likely to take: `14 sections, about 61k tokens, about $0.02, about 40 s`. */
export function estimateWords({ sections, of, tokens, usd, ms }: ReadingEstimate, noun: 'section' | 'part'): string {
  const amount = sections === of ? counted(of, noun) : `about ${sections.toLocaleString('en')} of ${counted(of, noun)}`
  const words = [amount, tokensInWords(tokens)]
  if (usd !== undefined) words.push(usd === 0 ? 'no cost' : `about ${dollars(Number(usd.toPrecision(2)))}`)
  if (ms !== undefined) words.push(timeInWords(ms))
  return words.join(', ')
}

/** In steps that a guess can bear. */
export function timeInWords(ms: number): string {
  const seconds = ms / 1_000
  if (seconds < 5) return 'a few seconds'
  if (seconds < 100) return `about ${Math.ceil(seconds / 5) * 5} s`
  return `about ${Math.ceil(seconds / 60)} min`
}
