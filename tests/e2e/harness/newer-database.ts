import type { Page } from 'playwright'

/** Leaves a database that a newer Gloss seems to have made, with what was stored. */
export async function makeDatabaseNewer(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('gloss', 990)
        opening.addEventListener('error', () => reject(new Error('It did not open.')))
        opening.addEventListener('success', () => {
          opening.result.close()
          resolve()
        })
      }),
  )
}
