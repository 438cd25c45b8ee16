import { expect, it } from 'vitest'
import { summaryOf } from '../../../components/options/checkup-summary'

it('sums up what was checked, one sentence for each way to end', () => {
  expect(
    summaryOf([
      { name: 'Ollama', outcome: 'good' },
      { name: 'OpenAI', outcome: 'not-set-up' },
      { name: 'Groq', outcome: 'good' },
      { name: 'Mine', outcome: 'failed' },
    ]),
  ).toEqual(['Working: Ollama, Groq.', 'Not working: Mine.', 'Not set up: OpenAI.'])
})

it('says nothing before the first has ended', () => {
  expect(summaryOf([])).toEqual([])
})
