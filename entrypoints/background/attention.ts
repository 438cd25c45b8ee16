import { browser } from 'wxt/browser'
import { getConversation } from '../../lib/db/conversations'
import { isTemporary } from '../../lib/chat/temporary'
import type { Engine } from '../../lib/engine/engine'
import { putPendingAction } from '../../lib/prompts/pending-action'
import { drawBadge } from './badge'
import { drawBadgeMenu, listenToBadgeMenu } from './badge-menu'
import { listenToNotifications, notify, unnotify } from './notify'
import { openPanel } from './open-panel'
import { followUnseen, type UnseenAnswers } from './unseen-answers'

type AttentionDependencies = { engine: Engine; createId: () => string; now: () => number }

/** A button is drawn by seven questions to the browser: not in the moment in which a request goes out. */
const calmMs = 100

/** As it may be said outside the panel: the browser writes its menus down. */
async function titleOf(conversationId: string): Promise<string> {
  if (isTemporary(conversationId)) return 'Temporary chat'
  return (await getConversation(conversationId))?.title || 'Untitled'
}

/** What tells of answers outside the panel: the toolbar button, its menu, and notifications. */
export function tellOfAnswers({
  engine,
  createId,
  now,
}: AttentionDependencies): UnseenAnswers & { redraw: () => void } {
  let drawn: Promise<void> = Promise.resolve()
  let waiting: ReturnType<typeof setTimeout> | undefined
  // One after the other, each with the facts of its time: the last one drawn is the last one true.
  const redraw = () => {
    waiting ??= setTimeout(() => {
      waiting = undefined
      drawn = drawn.then(draw).catch(() => undefined)
    }, calmMs)
  }

  async function draw(): Promise<void> {
    const unseen = await answers.list()
    const running = engine.allInFlight().length
    await drawBadge({ running, unseen: unseen.length })
    const newest = unseen.at(-1)
    const title = newest && (await titleOf(newest.conversationId))
    await drawBadgeMenu(running, title)
  }

  /** In an open panel, too, the conversation is shown. */
  async function show(windowId: number, conversationId: string): Promise<void> {
    await putPendingAction({ id: createId(), windowId, kind: 'show', conversationId, createdAt: now() })
  }

  const answers = followUnseen(engine, now, {
    onChange: redraw,
    onUnseen: (answer) => void notify(answer).catch(() => undefined),
  })

  listenToBadgeMenu({
    onStopAll: () => engine.stopAll(),
    onShowUnseen: ({ windowId }) => {
      void openPanel(windowId)
      void answers.list().then((all) => {
        const newest = all.at(-1)
        return newest && show(windowId, newest.conversationId)
      })
    },
  })
  listenToNotifications((windowId, conversationId) => {
    // Where a click there does not count as one, the window comes to the front and its button still says it.
    openPanel(windowId).catch(() => undefined)
    void browser.windows.update(windowId, { focused: true }).catch(() => undefined)
    void show(windowId, conversationId)
  })

  // What an earlier worker drew may not be true any more.
  redraw()

  return {
    list: () => answers.list(),
    redraw,
    async markSeen(conversationId) {
      await answers.markSeen(conversationId)
      await unnotify(conversationId)
    },
  }
}
