export type Tally = {
  passed: number
  failed: number
  /** Those of the passed that failed at their first try. */
  unsteady?: number
  /** Those whose looks were compared with no baseline, since this machine draws otherwise. */
  uncompared?: number
}

/** The note on such a test. */
export const notCompared = 'not compared on this machine'

type PlaywrightSuite = {
  suites?: PlaywrightSuite[]
  specs?: { tests: PlaywrightTest[] }[]
}

/** Counts Vitest's JSON report. */
export function vitestTally(text: string): Tally {
  const report: { numPassedTests?: number; numFailedTests?: number } = JSON.parse(text)
  return { passed: report.numPassedTests ?? 0, failed: report.numFailedTests ?? 0 }
}

/** Counts Playwright's JSON report. A test may be allowed a second try; that it needed one is told. */
export function playwrightTally(text: string): Tally {
  const report: {
    stats?: { expected?: number; unexpected?: number; flaky?: number }
    errors?: unknown[]
    suites?: PlaywrightSuite[]
  } = JSON.parse(text)
  const { expected = 0, unexpected = 0, flaky = 0 } = report.stats ?? {}
  const failed = unexpected + (report.errors?.length ?? 0)
  const uncompared = (report.suites ?? []).flatMap(testsOf).filter(isUncompared).length
  return {
    passed: expected + flaky,
    failed,
    ...(flaky > 0 ? { unsteady: flaky } : {}),
    ...(uncompared > 0 ? { uncompared } : {}),
  }
}

type PlaywrightTest = { annotations: { type: string }[] }

function testsOf({ suites = [], specs = [] }: PlaywrightSuite): PlaywrightTest[] {
  return [...specs.flatMap(({ tests }) => tests), ...suites.flatMap(testsOf)]
}

function isUncompared({ annotations }: PlaywrightTest): boolean {
  return annotations.some(({ type }) => type === notCompared)
}
