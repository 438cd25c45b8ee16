import { browser } from 'wxt/browser'
import { actionsAt } from '../../lib/chat/action-list'
import { builtinAction } from '../../lib/chat/builtin-actions'
import type { MenuPlace } from '../../lib/chat/pending-action'
import type { QuickAction, QuickActionSettings } from '../../lib/chat/quick-action'
import { onSettingsWritten, readSettings } from '../../lib/settings/settings'
import { createBadgeMenu } from './badge-menu'
import { menuText } from './menu-text'

const places: readonly MenuPlace[] = ['selection', 'page', 'link', 'image']

const prefix = 'action'

/** Gloss has nothing to say about the browser's own pages, and its own are no pages to be read. */
const webPages = ['http://*/*', 'https://*/*', 'file:///*']

/** What stands in the menu of a place in place of the name: there it says what it is about. */
const titles: Record<string, Partial<Record<MenuPlace, string>>> = {
  ask: {
    selection: 'Ask about selection',
    page: 'Ask about this page',
    link: 'Ask about this link',
    image: 'Ask about this image',
  },
  summarize: { page: 'Summarize this page' },
  'key-points': { page: 'Key points of this page' },
  translate: { page: 'Translate this page' },
  explain: { page: 'Explain this page', link: 'Explain this link', image: 'Explain this image' },
}

/**
 * Keeps the browser's menus as the reader has the actions. The browser remembers them itself; they are made anew when it
 * or Gloss has started or was updated, and when an action changes.
 * @param onMade called when the entries of all menus have been made.
 */
export function keepMenus(onMade: () => void): void {
  let made: Promise<void> = Promise.resolve()
  let drawn: string | undefined
  // One after the other: two at once would make entries twice, and the last word counts.
  const makeAnew = () => {
    made = made
      .then(async () => {
        const { quickActions } = await readSettings()
        await createMenus(quickActions)
        drawn = JSON.stringify(quickActions)
        onMade()
      })
      // Settings of a newer Gloss: the menus stay as that one made them.
      .catch(() => undefined)
  }
  browser.runtime.onInstalled.addListener(makeAnew)
  browser.runtime.onStartup.addListener(makeAnew)
  onSettingsWritten(({ quickActions }) => {
    if (JSON.stringify(quickActions) !== drawn) makeAnew()
  })
}

async function createMenus(settings: QuickActionSettings): Promise<void> {
  await browser.contextMenus.removeAll()
  for (const place of places) {
    for (const action of actionsAt(settings, place)) {
      browser.contextMenus.create({
        id: `${prefix}:${place}:${action.id}`,
        title: menuText(titleOf(action, place), 80),
        contexts: [place],
        // Selections of PDFs lie in a page of the browser's own.
        ...(place === 'selection' ? {} : { documentUrlPatterns: webPages }),
      })
    }
  }
  createBadgeMenu()
}

/** What an entry of ours is about; undefined for entries of other menus. */
export function chosenAction(menuItemId: unknown): { place: MenuPlace; actionId: string } | undefined {
  const [start, name, ...rest] = String(menuItemId).split(':')
  const place = places.find((one) => one === name)
  return start === prefix && place !== undefined ? { place, actionId: rest.join(':') } : undefined
}

function titleOf({ id, name }: QuickAction, place: MenuPlace): string {
  // Whoever gave it another name wants to read that.
  return builtinAction(id)?.name === name ? (titles[id]?.[place] ?? name) : name
}
