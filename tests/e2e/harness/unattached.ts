import { spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findChromium } from '../../../scripts/lib/browsers.ts'
import { screenSize, type Display } from '../../../scripts/lib/display.ts'
import { browserFlags } from '../../../scripts/lib/launch.ts'

type Unattached = { stop(): Promise<void> }

/**
 * Starts the browser with an earlier start's profile and nobody attached to it. A debugger keeps a worker alive; what
 * becomes of one that is left to itself shows only here.
 */
export function startUnattached(
  folder: string,
  display: Display,
  urls: string[],
  flags: readonly string[] = [],
): Unattached {
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
      ...flags,
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

/**
 * Whether a text lies in the profile's databases: whoever watched by a debugger would keep the worker alive. What was
 * written last stands in their logs as it is.
 */
export async function isStored(folder: string, text: string): Promise<boolean> {
  const databases = join(folder, 'profile', 'Default', 'IndexedDB')
  const names = await readdir(databases, { recursive: true })
  for (const name of names.filter((one) => one.endsWith('.log') || one.endsWith('.ldb'))) {
    // A file may be gone by the time it is read: the database tidies up as it goes.
    const bytes = await readFile(join(databases, name)).catch(() => undefined)
    if (bytes?.includes(text)) return true
  }
  return false
}
