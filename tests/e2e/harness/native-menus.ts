import type { Page, Worker } from 'playwright'
import { builtinActions } from '../../../lib/chat/builtin-actions.ts'
import type { QuickAction, QuickActionSettings } from '../../../lib/chat/quick-action.ts'
import type { Desktop } from '../../../scripts/lib/desktop.ts'
import { until } from '../../../scripts/lib/until.ts'

/**
 * Right-clicks a point and chooses an entry of ours.
 * @param below entries of the browser under it: "Inspect", and for a page its source too.
 */
export async function chooseEntry(
  desktop: Desktop,
  point: { x: number; y: number },
  entries: readonly string[],
  actionId: string,
  below = 1,
): Promise<void> {
  const before = (await desktop.windows()).length
  const opened = async (menus: number): Promise<boolean> => (await desktop.windows()).length === before + menus
  await desktop.click(point, 3)
  await until('the menu opens', () => opened(1))
  // Ours stands above the last of the browser's own: several in a menu of their own, one by itself.
  await desktop.press(...Array.from({ length: below + 1 }, () => 'Up'))
  if (entries.length > 1) {
    await desktop.press('Right')
    await until('the menu of our entries opens', () => opened(2))
  }
  await desktop.press(...Array.from({ length: entries.indexOf(actionId) }, () => 'Down'), 'Return')
  await until('the menus close', () => opened(0))
}

/** The ids of our entries in a menu, from the top, by what is stored; those that come with Gloss while no worker lives. */
export async function entriesAt(place: QuickAction['places'][number], worker: Worker | undefined): Promise<string[]> {
  const read = `chrome.storage.local.get('settings').then(({ settings }) => settings?.quickActions ?? null)`
  const stored = (await worker?.evaluate<QuickActionSettings | null>(read)) ?? { own: [], changed: {}, order: [] }
  const all = [...builtinActions.map((action) => ({ ...action, ...stored.changed[action.id] })), ...stored.own]
  const ids = all.filter(({ hidden, places }) => !hidden && places.includes(place)).map(({ id }) => id)
  return stored.order.length === 0 ? ids : stored.order.filter((id) => ids.includes(id))
}

/** The middle of an element on the screen, with nothing selected. */
export async function pointOn(page: Page, selector: string): Promise<{ x: number; y: number }> {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => {
      getSelection()?.removeAllRanges()
      element.scrollIntoView({ block: 'center', behavior: 'instant' })
      const box = element.getBoundingClientRect()
      const frame = { x: screenX + (outerWidth - innerWidth > 8 ? 8 : 0), y: screenY + outerHeight - innerHeight }
      return { x: frame.x + box.x + Math.min(box.width / 2, 30), y: frame.y + box.y + Math.min(box.height / 2, 40) }
    })
}

/** Selects all of an element's text and gives the point of the screen where the first of its lines is. */
export async function selected(page: Page, selector: string): Promise<{ x: number; y: number }> {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => {
      element.scrollIntoView({ block: 'center', behavior: 'instant' })
      getSelection()?.selectAllChildren(element)
      const line = getSelection()?.getRangeAt(0).getClientRects()[0]
      if (!line) throw new Error('There is no text to select.')
      const frame = { x: screenX + (outerWidth - innerWidth > 8 ? 8 : 0), y: screenY + outerHeight - innerHeight }
      return { x: frame.x + line.x + Math.min(line.width / 2, 40), y: frame.y + line.y + line.height / 2 }
    })
}
