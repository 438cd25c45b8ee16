import type { Receipt } from '../chat/receipt'
import { db } from './db'
import { stored } from './storage-error'

export function saveReceipt(receipt: Receipt): Promise<unknown> {
  return stored(() => db.receipts.put(receipt))
}

export function getReceipt(messageId: string): Promise<Receipt | undefined> {
  return db.receipts.get(messageId)
}
