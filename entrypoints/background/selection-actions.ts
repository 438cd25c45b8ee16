import { browser, type Browser } from 'wxt/browser'
import type { Snapshot } from '../../lib/chat/attachment'
import { toErrorInfo } from '../../lib/chat/chat-error'
import type { MenuPlace, PendingSubject } from '../../lib/chat/pending-action'
import { temporaryId } from '../../lib/chat/temporary'
import { addAttachment } from '../../lib/db/attachments'
import { temporaryView } from '../../lib/db/temporary-views'
import { readLink } from '../../lib/page/link'
import { readSelection } from '../../lib/page/read-tab'
import { putPendingAction } from '../../lib/prompts/pending-action'
import { chosenAction, keepMenus } from './menus'
import { openPanel } from './open-panel'

const askCommand = 'ask-about-selection'

/** What the browser tells of a click in a menu. */
type Clicked = Pick<
  Browser.contextMenus.OnClickData,
  'frameId' | 'selectionText' | 'pageUrl' | 'linkUrl' | 'srcUrl'
> & {
  /** Firefox alone tells it. */
  linkText?: string
}

/**
 * The ways in from outside the panel: toolbar button, menus, keyboard. All grant `activeTab`.
 * @param onMenus called when the entries of all menus have been made anew.
 */
export function listenForActions(createId: () => string, now: () => number, onMenus: () => void): void {
  browser.action.onClicked.addListener((tab) => {
    void openPanel(tab.windowId)
  })

  keepMenus(onMenus)

  browser.contextMenus.onClicked.addListener((info, tab) => {
    const chosen = chosenAction(info.menuItemId)
    if (!chosen || tab?.id === undefined) return
    void openPanel(tab.windowId)
    void bring(chosen, tab.id, tab.windowId, info)
  })

  browser.commands.onCommand.addListener((command, tab) => {
    if (command !== askCommand || tab?.id === undefined) return
    void openPanel(tab.windowId)
    void bring({ actionId: 'ask', place: 'selection' }, tab.id, tab.windowId, {})
  })

  async function bring(
    chosen: { actionId: string; place: MenuPlace },
    tabId: number,
    windowId: number,
    clicked: Clicked,
  ): Promise<void> {
    const pending = { id: createId(), windowId, createdAt: now(), kind: 'act', ...chosen } as const
    const subject = await subjectOf(chosen.place, { tabId, windowId }, clicked).catch(
      (error: unknown): PendingSubject => ({
        kind: 'unreadable',
        problem: toErrorInfo(error).message,
      }),
    )
    await putPendingAction({ ...pending, subject })
  }

  async function subjectOf(
    place: MenuPlace,
    { tabId, windowId }: { tabId: number; windowId: number },
    clicked: Clicked,
  ): Promise<PendingSubject> {
    const { frameId = 0, srcUrl: imageUrl = '' } = clicked
    if (place === 'page') return { kind: 'page', tabId }
    if (place === 'image') return { kind: 'image', tabId, frameId, imageUrl }
    // For whatever the panel of that window shows now.
    const isTemporary = (await temporaryView(windowId))?.shown === true
    const id = isTemporary ? temporaryId(createId) : createId()
    const attachment = { ...(await read(place, tabId, clicked)), id }
    await addAttachment(attachment)
    return { kind: 'stored', attachmentId: attachment.id }
  }
}

function read(place: 'selection' | 'link', tabId: number, clicked: Clicked): Promise<Snapshot> {
  const { frameId, selectionText, pageUrl, linkUrl, linkText } = clicked
  const frame = frameId === undefined ? {} : { frameId }
  return place === 'link'
    ? readLink(tabId, { ...frame, url: linkUrl ?? '', ...(linkText === undefined ? {} : { words: linkText }) })
    : readSelection(tabId, {
        ...frame,
        ...(selectionText === undefined ? {} : { menuText: selectionText }),
        ...(pageUrl === undefined ? {} : { pageUrl }),
      })
}
