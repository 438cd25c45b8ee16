// What runs before anything is installed: any Node from 20.19 on, no package but Node's own.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const project = fileURLToPath(new URL('../..', import.meta.url))
const modules = join(project, 'node_modules')

/** Installs what is missing, then runs a script of this folder on the Node version that the project brings along. */
export function continueWith(script) {
  requireNode()
  installPackages()
  const node = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (!existsSync(node))
    stop(`The Node that the project brings along is missing (${node}). Delete node_modules and try again.`)
  const separator = process.platform === 'win32' ? ';' : ':'
  const child = spawn(node, [join(project, 'scripts', script), ...process.argv.slice(2)], {
    cwd: project,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${join(modules, '.bin')}${separator}${process.env.PATH ?? ''}` },
  })
  // Ctrl+C reaches the child by itself; this process only waits to pass on how it ended.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('error', (error) => stop(`The script could not be started: ${error.message}`))
  child.on('exit', (code) => process.exit(code ?? 1))
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  stop(
    `Node 20.19 or newer is needed to start; this is ${process.versions.node}. Install a newer one from https://nodejs.org.`,
  )
}

function installPackages() {
  const installed = writtenAt(join(modules, '.package-lock.json'))
  if (installed !== undefined && installed >= (writtenAt(join(project, 'package-lock.json')) ?? 0)) return
  process.stdout.write('Installing packages (npm ci)\n')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: project,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    // The browser of the machine is used; a second one need not be downloaded.
    env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  })
  if (status !== 0) stop('npm ci failed; its message stands above.')
}

function writtenAt(path) {
  return existsSync(path) ? statSync(path).mtimeMs : undefined
}

function stop(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
