import type { Receipt } from '../chat/receipt'
import { db } from './db'
import { stored } from './storage-error'

export function saveReceipt(receipt: Receipt): Promise<unknown> {
  return stored(() => db.receipts.put(receipt))
}

/** Says beside what was sent why it was not recorded. */
export function noteRecordingProblem(messageId: string, recordingProblem: string): Promise<unknown> {
  return stored(() => db.receipts.update(messageId, { recordingProblem }))
}

export function getReceipt(messageId: string): Promise<Receipt | undefined> {
  return db.receipts.get(messageId)
}
