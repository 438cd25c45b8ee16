import { browser } from 'wxt/browser'
import { isCarriedOut, putPendingAction } from '../../lib/prompts/pending-action'
import { mayBeOpen, openPanel } from './open-panel'

/** An open panel takes a question at once, unless it is very busy. */
const patienceMs = 1_500

/** The window that somebody types in, and the page there. */
type Place = { windowId: number; tabId?: number }

/**
 * `gl why is the sky blue` in the address bar asks that. The browser does not say in which window it was typed, so that is
 * looked up while the reader types: to ask for it afterwards would cost the gesture that may open the panel.
 */
export function listenToAddressBar(createId: () => string, now: () => number): void {
  let place: Place | undefined
  const look = () => {
    void placeAtHand().then((found) => (place = found))
  }
  void browser.omnibox.setDefaultSuggestion({ description: 'Ask Gloss: %s' })
  browser.omnibox.onInputStarted.addListener(look)
  browser.omnibox.onInputChanged.addListener(() => {
    if (!place) look()
  })
  browser.omnibox.onInputCancelled.addListener(() => (place = undefined))
  browser.omnibox.onInputEntered.addListener((text) => {
    const known = place
    place = undefined
    const opened = known && tryToOpen(known.windowId)
    void ask(text.trim(), known, opened)
  })

  async function ask(text: string, known: Place | undefined, opened: Promise<boolean> | undefined): Promise<void> {
    const { windowId, tabId } = known ?? (await placeAtHand())
    const id = createId()
    if (text !== '') await putPendingAction({ id, windowId, createdAt: now(), kind: 'question', text })
    if (await (opened ?? tryToOpen(windowId))) return
    // Chromium does not count Enter in the address bar as a gesture that may open a panel, so it comes as a tab of its
    // own, unless an open one takes the question.
    if ((await mayBeOpen(windowId)) && (await isCarriedOut(id, patienceMs))) return
    const tab = tabId === undefined ? '' : `?tab=${tabId}`
    await browser.tabs.create({ windowId, url: browser.runtime.getURL(`/sidepanel.html${tab}`) })
  }
}

function tryToOpen(windowId: number): Promise<boolean> {
  return openPanel(windowId).then(
    () => true,
    () => false,
  )
}

async function placeAtHand(): Promise<Place> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true })
  return { windowId: tab?.windowId ?? -1, ...(tab?.id === undefined ? {} : { tabId: tab.id }) }
}
