import type { Page } from 'playwright'

/** Waits until the panel, or what stands in for it, is in the place of the field that its page comes with. */
export async function wholePanel(panel: Page): Promise<Page> {
  // What is asked in that field twice is one question, and it takes neither files nor clicks: tests of it say so.
  await panel.locator('textarea[autofocus]').waitFor({ state: 'detached' })
  return panel
}

/** Loads the panel anew, as when it was closed and opened. */
export async function reloaded(panel: Page): Promise<void> {
  await panel.reload()
  await wholePanel(panel)
}
