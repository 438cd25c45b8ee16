import { browser } from 'wxt/browser'
import { ChatError } from '../../lib/chat/chat-error'
import { getDraft, lastView } from '../../lib/db/conversations'
import { isUnsettled, openDatabase } from '../../lib/db/generation'
import { call } from '../../lib/messaging/calls'
import { readPageOrPdf } from '../../lib/page/pdf/read-pdf-tab'
import { describeTab, readSelection } from '../../lib/page/read-tab'
import { ActionTaker } from '../../lib/panel/action-taker'
import { Chat } from '../../lib/panel/chat-store'
import { currentTab, pinnedTab } from '../../lib/panel/current-tab'
import { DriftWatch } from '../../lib/panel/drift-watch'
import { lookAgain } from '../../lib/panel/page-tab'
import { pageCaptures } from '../../lib/panel/page-captures'
import { followConversation } from '../../lib/panel/port-client'
import { ReadingDesk } from '../../lib/panel/reading-desk'
import { reportSeen } from '../../lib/panel/seen'
import { followSelection } from '../../lib/panel/selection-watcher'
import { Sources } from '../../lib/panel/sources'
import { watchPendingActions } from '../../lib/prompts/pending-action'
import { defaultPreset } from '../../lib/settings/presets'
import { planReading } from '../coverage/plan-reading'
import { currentSettings } from '../hooks/use-settings'
import type { ChatSession } from '../hooks/use-chat'

/**
 * Joins the panel's store with the browser and opens what this window showed last.
 * @throws {ChatError} `internal` when the database cannot be opened.
 */
export async function startChat(search: string): Promise<ChatSession> {
  await openDatabase()
  // After the browser lost its database, what this window showed last has to come back first.
  if (await isUnsettled()) await call('settleStorage')
  const pinned = pinnedTab(search)
  const windowId = (await browser.windows.getCurrent()).id ?? -1

  const findTab = () => currentTab(pinned, windowId)
  const requireTab = async () => {
    const tabId = (await findTab())?.id
    if (tabId === undefined) throw new ChatError('bad-request', 'There is no page in this window to read.')
    return tabId
  }
  const describePage = async () => {
    const tabId = (await findTab())?.id
    return tabId === undefined ? undefined : { ...(await describeTab(tabId)), tabId }
  }

  const desk = new ReadingDesk()
  const readCurrent = async (signal: AbortSignal, scope?: 'visible') => {
    const tabId = await requireTab()
    const { title = '' } = await browser.tabs.get(tabId)
    return desk.read(title, signal, (options) => readPageOrPdf(tabId, options, scope === undefined ? {} : { scope }))
  }

  const chat = new Chat({
    call,
    follow: followConversation,
    readPage: async (signal) => readCurrent(signal),
    readSelection: async () => readSelection(await requireTab()),
    createId: () => crypto.randomUUID(),
    windowId,
    presetId: () => defaultPreset(currentSettings()).id,
    plan: (question) => planReading(question, defaultPreset(currentSettings()), currentSettings()),
  })
  const sources = new Sources({
    chat,
    desk,
    // What reads files is loaded with the first one.
    readFile: async (file, options) => (await import('../../lib/page/files/read-file')).readFile(file, options),
    readTab: readPageOrPdf,
  })
  const actions = new ActionTaker({
    chat,
    call,
    windowId,
    createId: () => crypto.randomUUID(),
    show: async (conversationId) => chat.open(conversationId, await getDraft(conversationId)),
    language: () => currentSettings().language || navigator.language,
  })

  const openWindowIds = (await browser.windows.getAll()).flatMap(({ id }) => id ?? [])
  const view = await lastView(windowId, openWindowIds)
  if (view) chat.open(view.conversationId, await getDraft(view.conversationId))
  else chat.newChat()

  watchPendingActions(windowId, () => void actions.take())
  const lookForUnseen = reportSeen({ chat, call, isVisible: () => document.visibilityState === 'visible' })
  // Hidden is the last moment a page is sure to be told of.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') chat.flushDraft()
    else lookForUnseen()
  })

  return {
    chat,
    takeActions: () => actions.take(),
    describePage,
    drift: new DriftWatch({ readAgain: lookAgain, now: () => Date.now() }),
    captures: pageCaptures(requireTab),
    readVisible: async (signal) => [await readCurrent(signal, 'visible')],
    sources,
    desk,
    followSelection: (onChange) => followSelection({ findTabId: async () => (await findTab())?.id, onChange }),
    choosePreset: (presetId) => call('updateSettings', { patch: { defaultPresetId: presetId } }),
  }
}
