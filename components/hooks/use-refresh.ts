import type { Attachment, Snapshot } from '../../lib/chat/attachment'
import { call } from '../../lib/messaging/calls'
import { readPageOrPdf } from '../../lib/page/pdf/read-pdf-tab'
import { readTranscript } from '../../lib/page/transcript'
import { requireTabOf } from '../../lib/panel/page-tab'
import { useChatSession } from './use-chat'

/** Whether the same can be read again: what a reader marked, picked or dropped cannot be found a second time. */
export function isRefreshable({ kind, tabId }: Attachment): boolean {
  return (kind === 'page' || kind === 'pdf' || kind === 'transcript') && tabId !== undefined
}

/** Reads again what a snapshot is of. What it says now takes the snapshot's place in the draft. */
export function useRefresh(): (attachment: Attachment) => void {
  const { chat, desk, drift } = useChatSession()
  const read = async ({ kind, title, scope, ...of }: Attachment, signal: AbortSignal): Promise<Snapshot> => {
    const tabId = await requireTabOf(of)
    if (kind === 'transcript') return readTranscript(tabId)
    return desk.read(title, signal, (options) => readPageOrPdf(tabId, options, scope === undefined ? {} : { scope }))
  }
  return (attachment) =>
    void chat.take(attachment.kind, async (signal) => {
      const snapshot = await read(attachment, signal)
      if (signal.aborted) return []
      const { conversationId } = chat.store.getState()
      const { id } = await call('saveAttachment', {
        conversationId,
        snapshot: { ...snapshot, earlierId: attachment.id },
      })
      if (signal.aborted) return []
      chat.replace(attachment.id, id)
      drift.keep(attachment.id)
      return []
    })
}
