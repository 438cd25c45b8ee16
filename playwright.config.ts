import { defineConfig } from 'playwright/test'

export default defineConfig({
  testDir: 'tests/e2e',
  // One browser at a time: native menus and prompts need the focus, and small machines need the cores.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [
    ['list'],
    ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ?? 'test-results/reports/e2e.json' }],
  ],
  projects: [
    { name: 'chromium', testIgnore: 'firefox.spec.ts', outputDir: 'test-results/chromium' },
    { name: 'firefox', testMatch: 'firefox.spec.ts', outputDir: 'test-results/firefox' },
  ],
})
