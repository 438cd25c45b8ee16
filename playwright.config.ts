import { defineConfig } from 'playwright/test'

/** On tests that must wait for half a minute, and use next to no processor: they run beside the others. */
const waiting = /@waits/

export default defineConfig({
  testDir: 'tests/e2e',
  workers: 2,
  // A machine of others may take the processor away in the middle of a test. Such a test gets one more try, and is named.
  retries: process.env.CI && !process.env.GLOSS_SOAK ? 1 : 0,
  forbidOnly: true,
  // Ends what hangs; how long a test takes is up to what else the machine does.
  timeout: 90_000,
  expect: { timeout: 10_000 },
  snapshotPathTemplate: '{testDir}/baselines/{arg}{ext}',
  // Only `npm run baselines` writes them.
  updateSnapshots: 'none',
  reporter: [
    ['list'],
    ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ?? 'test-results/reports/e2e.json' }],
  ],
  projects: [
    // Each worker has a display of its own, where native menus and prompts keep the focus. More would starve small machines.
    {
      name: 'chromium',
      testIgnore: ['firefox*.spec.ts', 'faults-*.spec.ts'],
      grepInvert: waiting,
      workers: 2,
      outputDir: 'test-results/chromium',
    },
    {
      name: 'faults',
      testMatch: 'faults-*.spec.ts',
      grepInvert: waiting,
      workers: 2,
      outputDir: 'test-results/faults',
    },
    { name: 'waits', grep: waiting, workers: 2, outputDir: 'test-results/waits' },
    { name: 'firefox', testMatch: 'firefox*.spec.ts', workers: 1, outputDir: 'test-results/firefox' },
  ],
})
