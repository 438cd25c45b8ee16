import { browser, type Browser } from 'wxt/browser'
import { toErrorInfo } from '../../lib/chat/chat-error'
import type { QuickActionId } from '../../lib/chat/pending-action'
import { addAttachment } from '../../lib/db/attachments'
import { readSelection } from '../../lib/page/read-tab'
import { putPendingAction } from '../../lib/prompts/pending-action'
import { quickActions } from '../../lib/prompts/quick-actions'
import { createBadgeMenu } from './badge-menu'
import { openPanel } from './open-panel'

const askCommand = 'ask-about-selection'

/**
 * The ways in from outside the panel: toolbar button, menu on a selection, keyboard. All grant `activeTab`.
 * @param onMenus called when the entries of all menus have been made anew.
 */
export function listenForActions(createId: () => string, now: () => number, onMenus: () => void): void {
  browser.action.onClicked.addListener((tab) => {
    void openPanel(tab.windowId)
  })

  browser.runtime.onInstalled.addListener(() => {
    void createMenus().then(onMenus)
  })

  browser.contextMenus.onClicked.addListener((info, tab) => {
    const action = quickActions.find(({ id }) => id === info.menuItemId)
    if (!action || tab?.id === undefined) return
    void openPanel(tab.windowId)
    void bring(action.id, tab, {
      ...(info.frameId === undefined ? {} : { frameId: info.frameId }),
      ...(info.selectionText === undefined ? {} : { menuText: info.selectionText }),
    })
  })

  browser.commands.onCommand.addListener((command, tab) => {
    if (command !== askCommand || tab?.id === undefined) return
    void openPanel(tab.windowId)
    void bring('ask', tab, {})
  })

  async function bring(
    action: QuickActionId,
    tab: Browser.tabs.Tab,
    source: { frameId?: number; menuText?: string },
  ): Promise<void> {
    const pending = { id: createId(), windowId: tab.windowId, action, createdAt: now() }
    try {
      const attachment = { ...(await readSelection(tab.id ?? -1, source)), id: createId() }
      await addAttachment(attachment)
      await putPendingAction({ ...pending, attachmentId: attachment.id })
    } catch (error) {
      await putPendingAction({ ...pending, attachmentId: null, problem: toErrorInfo(error).message })
    }
  }
}

async function createMenus(): Promise<void> {
  await browser.contextMenus.removeAll()
  for (const { id, menuTitle } of quickActions) {
    browser.contextMenus.create({ id, title: menuTitle, contexts: ['selection'] })
  }
  createBadgeMenu()
}
