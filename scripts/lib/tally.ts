export type Tally = { passed: number; failed: number }

/** Counts Vitest's JSON report. */
export function vitestTally(text: string): Tally {
  const report: { numPassedTests?: number; numFailedTests?: number } = JSON.parse(text)
  return { passed: report.numPassedTests ?? 0, failed: report.numFailedTests ?? 0 }
}

/** Counts Playwright's JSON report. A test that passed only at a second try has not passed. */
export function playwrightTally(text: string): Tally {
  const report: { stats?: { expected?: number; unexpected?: number; flaky?: number }; errors?: unknown[] } =
    JSON.parse(text)
  const { expected = 0, unexpected = 0, flaky = 0 } = report.stats ?? {}
  return { passed: expected, failed: unexpected + flaky + (report.errors?.length ?? 0) }
}
