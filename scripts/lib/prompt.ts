import type { Area, Desktop } from './desktop.ts'
import { until } from './until.ts'

/** A point that shows nothing but the browser's own colour, and is dimmed while a prompt waits for an answer. */
const tabStrip: Area = { x: 800, y: 6, width: 1, height: 1 }
/** The native prompt hangs from the middle of the toolbar, its buttons on the right. */
const prompt: Area = { x: 420, y: 90, width: 440, height: 180 }
const buttons: Area = { x: 715, y: 150, width: 150, height: 150 }
/** Of *Allow*, which is grey until the prompt has been in sight for a moment. */
const allowColour = Buffer.from('d3e3fd', 'hex')

/** From 0 to 255: how bright the browser's own colour is now. */
export async function brightness(desktop: Desktop): Promise<number> {
  const point = await desktop.pixels(tabStrip)
  return point.reduce((sum, part) => sum + part, 0) / point.length
}

/** Waits for the native permission prompt, answers it, and waits until it is gone. `calm` is the brightness without it. */
export async function answerPrompt(desktop: Desktop, calm: number, answer: 'allow' | 'deny'): Promise<void> {
  const asked = async (): Promise<boolean> => (await brightness(desktop)) < calm * 0.8
  await until('the browser asks for the permission', asked)
  await until('the prompt lets itself be answered', async () => (await desktop.pixels(buttons)).includes(allowColour))
  // "Deny" has the focus.
  if (answer === 'allow') {
    const before = await desktop.pixels(prompt)
    await desktop.pressUntil(['Tab'], 'the focus moves', async () => !(await desktop.pixels(prompt)).equals(before))
  }
  // The prompt ignores keys in its first moments, and begins anew to ignore when more come at once.
  await desktop.pressUntil(['Return'], 'the prompt closes', async () => !(await asked()))
}
