import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findChromium, findCommand, findFirefox } from './browsers.ts'

/** A program that npm cannot bring, and the Debian package that has it. */
type Tool = { package: string; isHere: () => boolean; purpose: string }

const tools = {
  chromium: { package: 'chromium', isHere: () => findChromium() !== undefined, purpose: 'the browser' },
  xvfb: { package: 'xvfb', isHere: () => findCommand('Xvfb') !== undefined, purpose: 'a display without a screen' },
  xdotool: { package: 'xdotool', isHere: () => findCommand('xdotool') !== undefined, purpose: 'real key presses' },
  imagemagick: {
    package: 'imagemagick',
    isHere: () => findCommand('import') !== undefined,
    purpose: 'pictures of the screen',
  },
  firefox: { package: 'firefox-esr', isHere: () => findFirefox() !== undefined, purpose: 'the other browser' },
} satisfies Record<string, Tool>

export type ToolName = keyof typeof tools

/**
 * Makes sure that the programs are here: installs them where that needs no questions (Debian or Ubuntu, as root).
 * @throws {Error} with what to install, when they are not here and cannot be installed.
 */
export function requireTools(names: readonly ToolName[]): void {
  const missing = names.map((name) => tools[name]).filter((tool) => !tool.isHere())
  if (missing.length === 0) return
  const packages = missing.map((tool) => tool.package)
  const aptGet = findCommand('apt-get')
  if (aptGet && existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    process.stdout.write(`Installing ${packages.join(', ')} with apt-get\n`)
    run(aptGet, ['update'])
    run(aptGet, ['install', '--yes', '--no-install-recommends', ...packages])
  }
  const still = missing.filter((tool) => !tool.isHere())
  if (still.length === 0) return
  const list = still.map((tool) => `${tool.package} (${tool.purpose})`).join(', ')
  const command = aptGet ? ` On this system: sudo apt-get install ${packages.join(' ')}` : ''
  throw new Error(`Please install ${list}.${command}`)
}

/** Failures are told by what is still missing afterwards; what the program said stands above that. */
function run(aptGet: string, parameters: string[]): void {
  const { status, stdout, stderr } = spawnSync(aptGet, ['--quiet', ...parameters], {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  if (status !== 0) process.stderr.write(`${stdout}${stderr}`)
}
