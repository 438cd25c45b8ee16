import { browser } from 'wxt/browser'
import type { Snapshot } from '../chat/attachment'
import { ChatError } from '../chat/chat-error'
import { parsePageAnswer, parseSelectionAnswer } from './injected-answer'
import { stripInvisible } from './invisible-characters'
import { caps, cutAtBlock, type SelectionContent } from './page-content'
import { leftThePage, refusalForGood, restriction, unreadable, type KnownTab } from './read-failure'
import { knownTab, runInTab, withinPatience, type FrameResult } from './run-in-tab'
import { tabSnapshot } from './snapshot'
import { tabIcon } from './tab-icon'

export type TabDescription = { title?: string; url?: string; restricted: boolean }

type FoundSelection = { content: SelectionContent; frameId: number }

/** `pageUrl`: what the menu says of the page, for where the tab itself tells no address. */
type MenuSelection = { frameId?: number; menuText?: string; pageUrl?: string }

/** What may be known of a tab without reading it. `restricted`: no extension may ever read it. */
export async function describeTab(tabId: number): Promise<TabDescription> {
  const { url, title } = await knownTab(tabId)
  const closed = url === undefined ? await refusalOf(tabId) : restriction(url)
  return {
    ...(url === undefined ? {} : { url }),
    ...(title === undefined ? {} : { title }),
    restricted: closed !== undefined,
  }
}

/**
 * Why a tab may never be read whose address the browser hides: it hides those that it lets nothing run in, so that
 * this attempt runs nowhere, but its refusal names the reason.
 */
async function refusalOf(tabId: number): Promise<string | undefined> {
  try {
    const attempt = { target: { tabId }, func: () => undefined, injectImmediately: true }
    await withinPatience(browser.scripting.executeScript(attempt))
    return undefined
  } catch (error) {
    return refusalForGood(error instanceof Error ? error.message : String(error))
  }
}

/**
 * Takes a snapshot of the page in a tab: of its main text, or of everything that can be seen.
 * @throws {ChatError} `permission`, `timeout`, `bad-request` (nothing to read) or `bad-response`.
 */
export async function readPage(tabId: number, options: { scope?: 'visible' } = {}): Promise<Snapshot> {
  const tab = await knownTab(tabId)
  const file = options.scope === 'visible' ? '/extract-visible.js' : '/extract-page.js'
  const icon = tabIcon(tabId)
  // Address, title and text come out of one call, hence of one document.
  const [answer] = await runInTab(tabId, { file }, { known: tab })
  const content = parsePageAnswer(answer?.result)
  if (isElsewhere(content.url, tab.url)) throw leftThePage()
  const scope = options.scope === undefined ? {} : { scope: options.scope }
  return await tabSnapshot({ ...content, ...scope }, 'page', tabId, icon)
}

/**
 * Takes a snapshot of what is selected in a tab: in the frame that is named, else in the top frame, else in any frame
 * that may be read. `menuText` is what the browser's own menu says is selected: when the page gives nothing, or
 * something else, the snapshot holds that text, so that a selection is never lost.
 * @throws {ChatError} as `readPage`; never for an unreadable page when `menuText` has text.
 */
export async function readSelection(tabId: number, options: MenuSelection = {}): Promise<Snapshot> {
  const menuText = withoutBullets(stripInvisible(options.menuText ?? '').trim())
  const icon = tabIcon(tabId)
  let tab: KnownTab = {}
  try {
    tab = await knownTab(tabId)
    const found = await selectionIn(tabId, tab, options.frameId, menuText)
    const { plain: _, field, ...content } = found.content
    const writable = field ? { field: { ...field, frameId: found.frameId } } : {}
    return await tabSnapshot({ ...content, ...writable }, 'selection', tabId, icon)
  } catch (error) {
    if (menuText === '') throw error
    const url = tab.url ?? options.pageUrl ?? ''
    const source = { url, title: tab.title ?? '', ...cutAtBlock(menuText, caps.selectionText) }
    return await tabSnapshot(source, 'selection', tabId, icon)
  }
}

/** What the menu says of a selected password: as many bullets as it has letters. */
const withoutBullets = (text: string) => (/^[•●]+$/.test(text) ? '' : text)

async function selectionIn(
  tabId: number,
  tab: KnownTab,
  frameId: number | undefined,
  menuText: string,
): Promise<FoundSelection> {
  const places: ('top' | 'all' | number)[] = ['top', 'all']
  if (frameId !== undefined && frameId !== 0) places.unshift(frameId)
  let failure: unknown = unreadable('nothing-selected')
  // One after the other on purpose: a hung frame must not hold back the frame that has the answer.
  for (const frames of places) {
    try {
      // oxlint-disable-next-line no-await-in-loop
      const answers = await runInTab(tabId, { file: '/extract-selection.js' }, { frames, known: tab })
      const found = firstSelection(answers, menuText)
      if (found) return found
    } catch (error) {
      failure = error
      // What the page refuses as a whole, its frames will not give.
      if (error instanceof ChatError && error.kind === 'timeout') break
    }
  }
  throw failure
}

/** The first answer that holds the selection in question. A frame without one is no failure, a broken one is. */
function firstSelection(answers: readonly FrameResult[], menuText: string): FoundSelection | undefined {
  let failure: unknown
  for (const { frameId, result } of answers) {
    try {
      const content = parseSelectionAnswer(result)
      if (menuText === '' || isSameText(content.plain, menuText)) return { content, frameId }
    } catch (error) {
      if (!(error instanceof ChatError && error.kind === 'bad-request')) failure ??= error
    }
  }
  if (failure !== undefined) throw failure
  return undefined
}

/** Another frame may hold an older selection: the menu names the one that was meant, without its line breaks. */
function isSameText(selected: string, menuText: string): boolean {
  const [left, right] = [selected, menuText].map((text) => text.replace(/\s+/g, ''))
  if (left === undefined || right === undefined || left === '') return false
  const length = Math.min(left.length, right.length, 200)
  return left.slice(0, length) === right.slice(0, length)
}

/** The tab went to another site between the question and the answer: what was read is not what the reader meant. */
function isElsewhere(readUrl: string, knownUrl: string | undefined): boolean {
  if (knownUrl === undefined || !URL.canParse(knownUrl) || !URL.canParse(readUrl)) return false
  return new URL(readUrl).origin !== new URL(knownUrl).origin
}
