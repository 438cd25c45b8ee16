import { spawn } from 'node:child_process'
import { Readable } from 'node:stream'

/** A screen that exists only in memory: real windows, real key presses, nobody watching. */
export type Display = { name: string; environment: NodeJS.ProcessEnv; stop(): void }

export const screenSize = { width: 1280, height: 860 }

/**
 * Starts Xvfb on a number that it chooses itself, so that two runs never meet.
 * @throws {Error} when Xvfb is missing or ends at once.
 */
export async function startDisplay(size = screenSize): Promise<Display> {
  const server = spawn(
    'Xvfb',
    // -r: on a busy machine a key may be let go of so late that it would repeat. -noreset: whoever comes just when the
    // last program has left would find no screen.
    ['-displayfd', '3', '-screen', '0', `${size.width}x${size.height}x24`, '-nolisten', 'tcp', '-r', '-noreset'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  )
  const number = await new Promise<string>((resolve, reject) => {
    const pipe = server.stdio[3]
    if (!(pipe instanceof Readable)) throw new Error('Xvfb was given no pipe to write its number to.')
    let text = ''
    pipe.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (text.endsWith('\n')) resolve(text.trim())
    })
    server.once('error', (cause) => {
      reject(new Error('Xvfb could not be started. Install the package xvfb.', { cause }))
    })
    server.once('exit', (code) => {
      reject(new Error(`Xvfb ended at once (exit code ${code}).`))
    })
  })
  const stop = (): void => {
    server.kill()
    process.off('exit', stop)
  }
  process.on('exit', stop)
  const name = `:${number}`
  return { name, environment: { ...process.env, DISPLAY: name, WAYLAND_DISPLAY: undefined }, stop }
}

/** Whether this process can put a window before somebody's eyes. */
export function hasScreen(): boolean {
  if (process.platform !== 'linux') return true
  return Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY)
}
