import { describe, expect, it } from 'vitest'
import { playwrightTally, vitestTally } from '../../../scripts/lib/tally'

describe('the count of a test run', () => {
  it("takes Vitest's passed and failed tests", () => {
    expect(vitestTally('{"numPassedTests":12,"numFailedTests":2,"numPendingTests":1}')).toEqual({
      passed: 12,
      failed: 2,
    })
  })

  it('tells how many tests needed a second try', () => {
    expect(playwrightTally('{"stats":{"expected":5,"unexpected":1,"flaky":2,"skipped":3}}')).toEqual({
      passed: 7,
      failed: 1,
      unsteady: 2,
    })
  })

  it('counts an error outside of any test', () => {
    expect(playwrightTally('{"stats":{"expected":5},"errors":[{"message":"no such fixture"}]}')).toEqual({
      passed: 5,
      failed: 1,
    })
  })

  it('counts nothing in an empty report', () => {
    expect(vitestTally('{}')).toEqual({ passed: 0, failed: 0 })
    expect(playwrightTally('{}')).toEqual({ passed: 0, failed: 0 })
  })
})
