import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { findChromium } from '../../../scripts/lib/browsers.ts'
import { screenSize, type Display } from '../../../scripts/lib/display.ts'
import { browserFlags } from '../../../scripts/lib/launch.ts'

type Unattached = { stop(): Promise<void> }

/**
 * Starts the browser with an earlier start's profile and nobody attached to it. A debugger keeps a worker alive; what
 * becomes of one that is left to itself shows only here.
 */
export function startUnattached(folder: string, display: Display, urls: string[]): Unattached {
  const executable = findChromium()
  if (!executable) throw new Error('No Chromium or Chrome was found. Install one, or set CHROME_PATH.')
  const browser = spawn(
    executable,
    [
      `--user-data-dir=${join(folder, 'profile')}`,
      `--load-extension=${join(folder, 'extension')}`,
      // Debian's chromium switches off every extension that this does not name.
      `--disable-extensions-except=${join(folder, 'extension')}`,
      ...browserFlags(screenSize),
      ...urls,
    ],
    { env: display.environment, stdio: 'ignore' },
  )
  const ended = new Promise<void>((resolve) => browser.once('exit', () => resolve()))
  return {
    stop: () => {
      browser.kill('SIGTERM')
      return ended
    },
  }
}
