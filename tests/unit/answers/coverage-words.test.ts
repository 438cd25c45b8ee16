import { describe, expect, it } from 'vitest'
import {
  coverageWords,
  estimateWords,
  lackWords,
  timeInWords,
  tokensInWords,
} from '../../../components/coverage/coverage-words'
import type { Coverage, SectionState } from '../../../lib/chat/coverage'

function coverage(reading: Coverage['reading'], ...states: SectionState[]): Coverage {
  return {
    reading,
    sections: states.map((state, from) => ({ attachmentId: 'a', from, to: from + 1, title: '', tokens: 1, state })),
  }
}

describe('the coverage in words', () => {
  it('says how far it is, and what an answer rests on', () => {
    expect(coverageWords(coverage('everything'), 'streaming')).toBe('Dividing the text into sections…')
    const some = coverage('everything', 'read', 'reading', 'waiting')
    expect(coverageWords(some, 'streaming')).toBe('Reading: 1 of 3 sections')
    expect(lackWords(some, 'streaming')).toBe('')
    const all = coverage('everything', 'read', 'read', 'failed')
    expect(coverageWords({ ...all, combining: true }, 'streaming')).toBe('Read 2 of 3 sections: writing the answer')
    expect(coverageWords(all, 'complete')).toBe('Read 2 of 3 sections')
    expect(lackWords(all, 'complete')).toBe('1 could not be read')
    expect(lackWords(coverage('everything', 'read', 'waiting'), 'stopped')).toBe('1 not read')
  })

  it('speaks of parts where only some go out', () => {
    const parts = coverage('relevant', 'read', 'left-out', 'left-out')
    expect(coverageWords(parts, 'streaming')).toBe('Read 1 of 3 parts')
    expect(lackWords(parts, 'complete')).toBe('2 left out')
  })
})

describe('an estimate in words', () => {
  it('looks like a guess', () => {
    expect(estimateWords({ sections: 14, of: 14, tokens: 61_234, usd: 0.0213, ms: 38_000 }, 'section')).toBe(
      '14 sections, about 61k tokens, about $0.021, about 40 s',
    )
    expect(estimateWords({ sections: 9, of: 40, tokens: 950 }, 'part')).toBe('about 9 of 40 parts, about 950 tokens')
    expect(estimateWords({ sections: 1, of: 1, tokens: 4_000, usd: 0 }, 'section')).toBe(
      '1 section, about 4k tokens, no cost',
    )
  })

  it('gives no more digits than a guess can bear', () => {
    expect(tokensInWords(0.2)).toBe('about 1 token')
    expect(tokensInWords(13.4)).toBe('about 13 tokens')
    expect(tokensInWords(1_234_567)).toBe('about 1,200k tokens')
    expect([1_000, 12_000, 61_000, 119_000].map(timeInWords)).toEqual([
      'a few seconds',
      'about 15 s',
      'about 65 s',
      'about 2 min',
    ])
  })
})
