import { call } from '../../../lib/messaging/calls'
import { toSnapshot } from '../../../lib/page/snapshot'
import { putPendingAction } from '../../../lib/prompts/pending-action'
import { browser } from 'wxt/browser'
import { useOptions } from '../options-context'
import { usePanel } from '../use-panel'
import { sample } from './sample'

/** Asks a question about the sample in the panel beside this page. */
export function useSample(): (question: string) => void {
  const { report } = useOptions()
  const openPanel = usePanel(report)
  return (question) => {
    openPanel()
    ask(question).catch(report)
  }
}

async function ask(text: string): Promise<void> {
  const now = Date.now()
  const source = { url: '', title: sample.title, text: sample.paragraphs.join('\n\n') }
  const [{ id: windowId = browser.windows.WINDOW_ID_CURRENT }, snapshot] = await Promise.all([
    browser.windows.getCurrent(),
    toSnapshot(source, 'file', now),
  ])
  // For the chat that the panel will begin with it.
  const { id } = await call('saveAttachment', { conversationId: crypto.randomUUID(), snapshot })
  await putPendingAction({
    id: crypto.randomUUID(),
    windowId,
    createdAt: now,
    kind: 'question',
    text,
    attachmentIds: [id],
  })
}
