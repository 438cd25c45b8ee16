import { describe, expect, it } from 'vitest'
import { notCompared, playwrightTally, vitestTally } from '../../../scripts/lib/tally'

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

  it('tells how many tests could not compare what they saw, however deep they stand', () => {
    const annotations = [{ type: notCompared }, { type: 'slow' }]
    const specs = [{ tests: [{ annotations }] }, { tests: [{ annotations: [{ type: 'slow' }] }] }]
    const report = { stats: { expected: 3 }, suites: [{ specs, suites: [{ specs: [{ tests: [{ annotations }] }] }] }] }
    expect(playwrightTally(JSON.stringify(report))).toEqual({ passed: 3, failed: 0, uncompared: 2 })
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
