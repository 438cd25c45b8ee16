import { describe, expect, it } from 'vitest'
import { stateWords } from '../../../components/history/state-words'

describe('stateWords', () => {
  it('says how a conversation stands, and how much waits in it', () => {
    expect(stateWords(undefined, false)).toEqual([])
    expect(stateWords({ queued: 0 }, false)).toEqual([])
    expect(stateWords({ queued: 0 }, true)).toEqual(['New answer'])
    expect(stateWords({ answer: 'writing', queued: 2 }, true)).toEqual(['Writing…', '2 queued'])
    expect(stateWords({ answer: 'failed', queued: 1 }, true)).toEqual(['Failed', '1 queued'])
  })
})
