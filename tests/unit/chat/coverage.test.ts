import { describe, expect, it } from 'vitest'
import { countIn, type Coverage } from '../../../lib/chat/coverage'
import { applyEvent, isContinuable } from '../../../lib/chat/message'
import { message } from '../../helpers/messages'

const section = { attachmentId: 'a', from: 0, to: 1, title: 'One', tokens: 1, state: 'waiting' as const }
const coverage: Coverage = { reading: 'everything', sections: [section, { ...section, from: 1, to: 2 }] }

describe('the coverage of an answer', () => {
  const begun = applyEvent(message(), { type: 'coverage', coverage })

  it('follows what becomes of each section', () => {
    const error = { kind: 'content-filter' as const, message: 'No.' }
    const after = [
      { type: 'section', index: 0, state: 'failed', error },
      { type: 'section', index: 1, state: 'read' },
      { type: 'combining' },
    ] as const
    const folded = after.reduce(applyEvent, begun)
    expect(folded.coverage).toMatchObject({
      combining: true,
      sections: [{ state: 'failed', error }, { state: 'read' }],
    })
    const again = applyEvent(folded, { type: 'section', index: 0, state: 'reading' })
    expect(again.coverage?.sections[0]).not.toHaveProperty('error')
  })

  it('shows nothing as being read once the run is over', () => {
    const reading = applyEvent(begun, { type: 'section', index: 0, state: 'reading' })
    for (const status of ['stopped', 'interrupted', 'failed', 'complete'] as const) {
      const over = applyEvent({ ...reading, coverage: { ...coverage, combining: true } }, { type: 'status', status })
      expect(over.coverage && countIn(over.coverage, 'reading')).toBe(0)
      expect(over.coverage).not.toHaveProperty('combining')
    }
  })

  it('is not that of another preset which is asked instead', () => {
    const other = { presetId: 'b', providerId: 'p', model: 'm', fallbacks: [] }
    expect(applyEvent(begun, { type: 'preset', ...other })).not.toHaveProperty('coverage')
  })

  it('lets an answer without a word be gone on with, once something was read', () => {
    expect(isContinuable({ ...begun, status: 'stopped' })).toBe(false)
    const read = applyEvent(begun, { type: 'section', index: 0, state: 'read' })
    expect(isContinuable({ ...read, status: 'stopped' })).toBe(true)
    expect(isContinuable({ ...read, status: 'interrupted' })).toBe(true)
    expect(isContinuable({ ...read, status: 'complete' })).toBe(false)
  })
})
