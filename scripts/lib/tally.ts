export type Tally = {
  passed: number
  failed: number
  /** Those of the passed that failed at their first try. */
  unsteady?: number
}

/** Counts Vitest's JSON report. */
export function vitestTally(text: string): Tally {
  const report: { numPassedTests?: number; numFailedTests?: number } = JSON.parse(text)
  return { passed: report.numPassedTests ?? 0, failed: report.numFailedTests ?? 0 }
}

/** Counts Playwright's JSON report. A test may be allowed a second try; that it needed one is told. */
export function playwrightTally(text: string): Tally {
  const report: { stats?: { expected?: number; unexpected?: number; flaky?: number }; errors?: unknown[] } =
    JSON.parse(text)
  const { expected = 0, unexpected = 0, flaky = 0 } = report.stats ?? {}
  const failed = unexpected + (report.errors?.length ?? 0)
  return { passed: expected + flaky, failed, ...(flaky > 0 ? { unsteady: flaky } : {}) }
}
