import { spawn } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'
import { project } from './project.ts'

export type Outcome = { ok: boolean; output: string; seconds: number }

/** Runs a program in the project's folder, one of its packages' or of the system, and keeps what it printed. */
export async function runProgram(command: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  const began = performance.now()
  const [name = '', ...parameters] = command
  const child = spawn(name, parameters, {
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'],
    // On Windows, npm's programs are scripts that only a shell runs.
    shell: process.platform === 'win32',
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...environment },
  })
  let output = ''
  const keep = (chunk: Buffer): void => {
    output += chunk.toString()
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  // Some tools colour what they write into a pipe, whatever they are told.
  return { ok: code === 0, output: stripVTControlCharacters(output), seconds: (performance.now() - began) / 1000 }
}

/** The command line of one of package.json's scripts. */
export function npmScript(name: string, ...parameters: string[]): string[] {
  return ['npm', 'run', '--silent', name, '--', ...parameters]
}
