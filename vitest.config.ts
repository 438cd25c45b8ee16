import { defineConfig } from 'vitest/config'
import { WxtVitest } from 'wxt/testing/vitest-plugin'

export default defineConfig({
  test: {
    // One less than there are, by default, which is one of two.
    maxWorkers: '100%',
    projects: [
      {
        // Gives `wxt/browser` a fake browser in memory.
        plugins: [WxtVitest()],
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          environment: 'node',
          setupFiles: ['tests/helpers/fake-storage.ts'],
          // Ends what hangs; how long a test takes is up to what else the machine does.
          testTimeout: 60_000,
        },
      },
      { test: { name: 'build', include: ['tests/build/**/*.test.ts'], environment: 'node' } },
    ],
  },
})
