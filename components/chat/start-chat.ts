import { browser } from 'wxt/browser'
import { allActions } from '../../lib/chat/action-list'
import { ChatError } from '../../lib/chat/chat-error'
import { builtinPreset, isActive } from '../../lib/chat/preset'
import { getAttachments } from '../../lib/db/attachments'
import { lastView } from '../../lib/db/conversations'
import { getDraft } from '../../lib/db/drafts'
import { askForTemporary } from '../../lib/db/temporary'
import { isUnsettled, openDatabase } from '../../lib/db/generation'
import { call } from '../../lib/messaging/calls'
import { readPageOrPdf } from '../../lib/page/pdf/read-pdf-tab'
import { describeTab, readSelection } from '../../lib/page/read-tab'
import { ActionRunner } from '../../lib/panel/action-runner'
import { ActionTaker } from '../../lib/panel/action-taker'
import { Chat } from '../../lib/panel/chat-store'
import { readClipboard } from '../../lib/panel/clipboard'
import { currentTab, pinnedTab } from '../../lib/panel/current-tab'
import { DriftWatch } from '../../lib/panel/drift-watch'
import { inFrames, nextFrame } from '../../lib/panel/in-frames'
import { keepRemoved } from '../../lib/panel/keep-removed'
import { lookAgain } from '../../lib/panel/page-tab'
import { pageCaptures } from '../../lib/panel/page-captures'
import { followConversation } from '../../lib/panel/port-client'
import { ReadingDesk } from '../../lib/panel/reading-desk'
import { reportSeen } from '../../lib/panel/seen'
import { followSelection } from '../../lib/panel/selection-watcher'
import { sharedWatch } from '../../lib/panel/shared-watch'
import { Sources } from '../../lib/panel/sources'
import { watchPendingActions } from '../../lib/prompts/pending-action'
import { comparedPresets, defaultPreset, findPreset, recentWith } from '../../lib/settings/presets'
import { planReading } from '../coverage/plan-reading'
import { FollowedThread } from '../hooks/followed-thread'
import { currentSettings, updateSettings } from '../hooks/use-settings'
import type { ChatSession } from '../hooks/use-chat'
import type { EarlyField } from './composer/early-field'

/**
 * Joins the panel's store with the browser and opens what this window showed last.
 * @throws {ChatError} `internal` when the database cannot be opened.
 */
export async function startChat(search: string, early: EarlyField): Promise<ChatSession> {
  askForTemporary((query) => call('readTemporary', query))
  // The reader waits for all of it: at once.
  const [{ id: windowId = -1 }, windows] = await Promise.all([
    browser.windows.getCurrent(),
    browser.windows.getAll(),
    settledDatabase(),
  ])
  const pinned = pinnedTab(search)

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
  const readCurrent = async (signal: AbortSignal, scope?: 'visible') => readTab(await requireTab(), signal, scope)
  const readTab = async (tabId: number, signal: AbortSignal, scope?: 'visible') => {
    const { title = '' } = await browser.tabs.get(tabId)
    return desk.read(title, signal, (options) => readPageOrPdf(tabId, options, scope === undefined ? {} : { scope }))
  }

  const chat = new Chat({
    call,
    follow: inFrames(followConversation, nextFrame),
    readPage: async (signal) => readCurrent(signal),
    readSelection: async () => readSelection(await requireTab()),
    createId: () => crypto.randomUUID(),
    windowId,
    presetId: () => defaultPreset(currentSettings()).id,
    comparedPresetIds: () => comparedPresets(currentSettings()).map(({ id }) => id),
    // Not where no page can be read: then the built-in reader says what it needs.
    wantsPage: () =>
      answerer(undefined).onlyQuotes
        ? describePage().then(
            (page) => page?.restricted === false,
            () => false,
          )
        : null,
    plan: (question) => planReading(question, defaultPreset(currentSettings()), currentSettings()),
    command: (text) => runner.command(text),
  })
  const thread = new FollowedThread((error) => chat.report(error))
  const readToShow = async (conversationId: string) => {
    const [draft] = await Promise.all([getDraft(conversationId), thread.prepare(conversationId)])
    return () => chat.open(conversationId, draft)
  }
  const sources = new Sources({
    chat,
    desk,
    // What reads files is loaded with the first one.
    readFile: async (file, options) => (await import('../../lib/page/files/read-file')).readFile(file, options),
    readTab: readPageOrPdf,
  })
  const captures = pageCaptures(requireTab)
  const runner = new ActionRunner({
    chat,
    call,
    actions: () => allActions(currentSettings().quickActions),
    sources: {
      page: async (signal) => [await readCurrent(signal)],
      // Where nothing is selected, the page as a whole is meant.
      selection: async (signal) => [await readSelection(await requireTab()).catch(() => readCurrent(signal))],
      transcript: captures.transcript,
      tab: (tabId) => async (signal) => [await readTab(tabId, signal)],
      image: captures.image,
      clipboard: readClipboard,
    },
    attachmentsOf: getAttachments,
    describePage: () => describePage().catch(() => undefined),
    answerer,
    language: () => currentSettings().language || navigator.language,
    now: () => Date.now(),
  })
  const actions = new ActionTaker({
    chat,
    call,
    windowId,
    createId: () => crypto.randomUUID(),
    runner,
    show: async (conversationId) => (await readToShow(conversationId))(),
  })

  keepRemoved(chat)
  const openWindowIds = windows.flatMap(({ id }) => id ?? [])
  const view = await lastView(windowId, openWindowIds)
  if (view) (await readToShow(view.conversationId))()
  else {
    chat.newChat()
    thread.prepareNew(chat.store.getState().conversationId)
  }

  watchPendingActions(windowId, () => void actions.take())
  const lookForUnseen = reportSeen({ chat, call, isVisible: () => document.visibilityState === 'visible' })
  // Hidden is the last moment a page is sure to be told of.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') chat.flushDraft()
    else lookForUnseen()
  })

  return {
    chat,
    thread,
    readToShow,
    takeEarlyWords: early.take,
    takeEarlyKeys: early.takeKeys,
    takeActions: () => actions.take(),
    describePage,
    drift: new DriftWatch({ readAgain: lookAgain, now: () => Date.now() }),
    captures,
    actions: runner,
    readVisible: async (signal) => [await readCurrent(signal, 'visible')],
    sources,
    desk,
    followSelection: sharedWatch((onChange) =>
      followSelection({ findTabId: async () => (await findTab())?.id, onChange }),
    ),
    choosePreset: (presetId, comparedPresetIds = []) =>
      updateSettings({
        defaultPresetId: presetId,
        comparedPresetIds,
        recentPresetIds: recentWith(currentSettings(), presetId),
      }),
  }
}

async function settledDatabase(): Promise<void> {
  await openDatabase()
  // After the browser lost its database, what this window showed last has to come back first.
  if (await isUnsettled()) await call('settleStorage')
}

/** Who answers a quick action: the preset it names, where that is still offered, else the reader's choice. */
function answerer(presetId: string | undefined): { presetId: string; onlyQuotes: boolean } {
  const settings = currentSettings()
  const named = presetId === undefined ? undefined : findPreset(settings, presetId)
  const preset = named && isActive(named) ? named : defaultPreset(settings)
  return { presetId: preset.id, onlyQuotes: preset.providerId === builtinPreset.providerId }
}
