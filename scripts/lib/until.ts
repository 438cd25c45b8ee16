import { setTimeout as pause } from 'node:timers/promises'

/**
 * Waits for a state of the desktop or the browser that sends no event when it comes about.
 * @throws {Error} with the state's name when it has not come about in time.
 */
export async function until(
  state: string,
  holds: () => boolean | Promise<boolean>,
  patienceMs = 15_000,
): Promise<void> {
  const end = performance.now() + patienceMs
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Waited ${patienceMs / 1000} s in vain until: ${state}`)
    await pause(50)
  }
}
