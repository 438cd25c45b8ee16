import type { Attachment } from '../chat/attachment'
import type { SentRequest } from '../chat/connection'
import type { Message } from '../chat/message'
import type { Preset } from '../chat/preset'
import type { Receipt } from '../chat/receipt'

/** Writes down what leaves for one answer, as it leaves. */
export function createReceipt(answer: Message, preset: Preset, attachments: readonly Attachment[]) {
  let receipt: Receipt = {
    messageId: answer.id,
    providerId: preset.providerId,
    providerName: preset.providerId,
    model: preset.model,
    requests: [],
    attachmentIds: attachments.map((attachment) => attachment.id),
  }
  let asked = preset
  let askedName = preset.providerId
  return {
    /** From now on another preset is asked. */
    asking(other: Preset): void {
      asked = other
      askedName = other.providerId
    },
    connected(providerName: string): void {
      askedName = providerName
      if (asked.id === preset.id) receipt = { ...receipt, providerName }
    },
    noted(note: string): Receipt {
      const { notes = [] } = receipt
      if (!notes.includes(note)) receipt = { ...receipt, notes: [...notes, note] }
      return receipt
    },
    /** The receipt with one more request on it. */
    sent(request: SentRequest, sentAt: number): Receipt {
      const bytes = new TextEncoder().encode(request.body).byteLength
      const other = asked.id === preset.id ? {} : { providerName: askedName, model: asked.model }
      receipt = { ...receipt, requests: [...receipt.requests, { ...request, bytes, sentAt, ...other }] }
      return receipt
    },
  }
}
