import { readFile, rm } from 'node:fs/promises'
import { npmScript, runProgram } from './lib/program.ts'
import { project } from './lib/project.ts'
import { writeReliability } from './lib/reliability.ts'
import { requireTools } from './lib/system-packages.ts'
import { runCommand, say } from './lib/terminal.ts'
import { playwrightTally, vitestTally, type Tally } from './lib/tally.ts'

/** One line of the run. A check counts once; a test runner counts by its own report. */
type Step = {
  name: string
  command: string[]
  environment?: NodeJS.ProcessEnv
  /** Where the runner writes its report, and how that is counted. */
  report?: { path: string; tally: (report: string) => Tally }
  /** Steps without which this one can only fail; it is then a failure that says so. */
  needs?: string[]
}

const reports = `${project}test-results/reports/`

const unitReport = { path: `${reports}unit.json`, tally: vitestTally }
const buildReport = { path: `${reports}build.json`, tally: vitestTally }
const faultsReport = { path: `${reports}faults.json`, tally: playwrightTally }
const chromiumReport = { path: `${reports}chromium.json`, tally: playwrightTally }
const waitsReport = { path: `${reports}waits.json`, tally: playwrightTally }
const firefoxReport = { path: `${reports}firefox.json`, tally: playwrightTally }

const vitest = (name: string, path: string): string[] =>
  npmScript('unit', '--project', name, '--reporter=default', '--reporter=json', `--outputFile.json=${path}`)

/** Steps one after the other. Lanes run beside each other. */
type Lane = Step[]

/**
 * Each stage waits for the one before it. What works on one processor most of its time, or waits, runs beside what can
 * use them all.
 */
const everyday: Lane[][] = [
  [[{ name: 'prepare', command: ['wxt', 'prepare'] }]],
  [
    [{ name: 'unit tests', command: vitest('unit', unitReport.path), report: unitReport }],
    [
      { name: 'format', command: npmScript('format:check') },
      { name: 'lint', command: npmScript('lint') },
      { name: 'types', command: npmScript('types') },
      { name: 'unused code', command: npmScript('unused') },
      { name: 'build for Chrome', command: npmScript('build') },
      { name: 'build for Firefox', command: npmScript('build:firefox') },
      {
        name: 'tests of the built output',
        command: vitest('build', buildReport.path),
        report: buildReport,
        needs: ['build for Chrome', 'build for Firefox'],
      },
    ],
  ],
  [
    [
      {
        name: 'Chromium',
        command: npmScript('e2e', '--project=chromium'),
        environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: chromiumReport.path },
        report: chromiumReport,
        needs: ['build for Chrome'],
      },
    ],
    // One browser at a time that waits for minutes and works for seconds: the others do not feel it.
    [
      {
        name: 'waits',
        command: npmScript('e2e', '--project=waits', '--workers=1'),
        environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: waitsReport.path },
        report: waitsReport,
        needs: ['build for Chrome'],
      },
    ],
  ],
  // Not beside Chromium: four browsers on two processors take as long, and tests that wait for one of them fail. These leave
  // a part of the machine alone: faults are waited for, and Firefox is one at a time.
  [
    [
      {
        name: 'faults',
        command: npmScript('e2e', '--project=faults'),
        environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: faultsReport.path },
        report: faultsReport,
        needs: ['build for Chrome'],
      },
    ],
    [
      {
        name: 'Firefox',
        command: npmScript('e2e', '--project=firefox'),
        environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: firefoxReport.path },
        report: firefoxReport,
        needs: ['build for Firefox'],
      },
    ],
  ],
]

const deathsReport = { path: `${reports}deaths.json`, tally: playwrightTally }

/** `npm run test:soak`: the faults that take minutes, and those that only many tries bring about. */
const soak: Lane = [
  { name: 'prepare', command: ['wxt', 'prepare'] },
  { name: 'build for Chrome', command: npmScript('build') },
  {
    name: 'deaths',
    // One at a time: what is measured should be Gloss, not its neighbour.
    command: npmScript(
      'e2e',
      '--project=faults',
      '--project=waits',
      '--workers=1',
      'death',
      'faults-many',
      'faults-panels',
    ),
    environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: deathsReport.path, GLOSS_SOAK: '1' },
    report: deathsReport,
    needs: ['build for Chrome'],
  },
  {
    name: 'long faults',
    command: npmScript('e2e', '--project=faults', '--project=waits', 'faults-lifetime', 'faults-size', 'faults-idle'),
    environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: faultsReport.path, GLOSS_SOAK: '1' },
    report: faultsReport,
    needs: ['build for Chrome'],
  },
  {
    name: 'a page that watches, and a long history',
    command: npmScript('e2e', '--project=chromium', 'diagnostics', 'history-many'),
    environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: chromiumReport.path, GLOSS_SOAK: '1' },
    report: chromiumReport,
    needs: ['build for Chrome'],
  },
]

const isSoak = process.argv.includes('soak')
const stages = isSoak ? [[soak]] : everyday

await runCommand(async () => {
  requireTools(['chromium', 'xvfb', 'xdotool', 'imagemagick', 'firefox'])
  const failed = new Set<string>()
  const total: Tally = { passed: 0, failed: 0 }
  const count = async (step: Step): Promise<void> => {
    const { tally, seconds, output } = await take(step, failed)
    total.passed += tally.passed
    total.failed += tally.failed
    if (tally.failed > 0) failed.add(step.name)
    // What happened at the first try stands in the output.
    if (tally.failed > 0 || tally.unsteady) say(`${output.trim()}\n`)
    if (tally.unsteady) say(`${step.name}: ${tally.unsteady} needed a second try`)
    if (tally.uncompared)
      say(
        `${step.name}: the looks of ${tally.uncompared} tests were not compared: no pictures are stored that a machine like this drew`,
      )
    say(`${step.name}: ${tally.passed} passed, ${tally.failed} failed (${seconds.toFixed(1)} s)`)
  }
  const follow = async (lane: Lane): Promise<void> => {
    for (const step of lane) await count(step)
  }
  for (const lanes of stages) await Promise.all(lanes.map(follow))
  if (isSoak) await writeReliability()
  say('')
  say(`${total.passed} passed, ${total.failed} failed`)
  return total.failed === 0 ? 0 : 1
})

async function take(
  step: Step,
  failed: ReadonlySet<string>,
): Promise<{ tally: Tally; seconds: number; output: string }> {
  const lacking = step.needs?.find((name) => failed.has(name))
  if (lacking) return { tally: { passed: 0, failed: 1 }, seconds: 0, output: `${step.name} needs "${lacking}".` }
  // A report of an earlier run must not be counted for this one.
  if (step.report) await rm(step.report.path, { force: true })
  const { ok, output, seconds } = await runProgram(step.command, step.environment)
  const counted = step.report ? await readTally(step.report) : undefined
  const tally = counted ?? { passed: ok && !step.report ? 1 : 0, failed: ok && !step.report ? 0 : 1 }
  // A runner may fail as a whole (an error outside of any test) while all of its tests pass.
  if (!ok && tally.failed === 0) tally.failed = 1
  return { tally, seconds, output }
}

/** Undefined when there is no report, or no test in it: a runner that ran nothing has not passed. */
async function readTally(report: { path: string; tally: (report: string) => Tally }): Promise<Tally | undefined> {
  const text = await readFile(report.path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const tally = report.tally(text)
  return tally.passed + tally.failed === 0 ? undefined : tally
}
