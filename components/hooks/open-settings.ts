import { browser } from 'wxt/browser'

/** Opens the options page in a tab at a section, and there at the card or form with this id. */
export function openSettings(section: string, id?: string): Promise<unknown> {
  const place = id === undefined ? section : `${section}/${encodeURIComponent(id)}`
  return browser.tabs.create({ url: browser.runtime.getURL(`/options.html#${place}`) })
}
