import type { Attachment } from '../chat/attachment'
import type { SentRequest } from '../chat/connection'
import type { Message } from '../chat/message'
import type { Preset } from '../chat/preset'
import type { Receipt } from '../chat/receipt'

/**
 * Writes down what leaves for one answer, as it leaves.
 * @param earlier the receipt of an answer that is gone on with: its requests stay on it.
 */
export function createReceipt(answer: Message, preset: Preset, attachments: readonly Attachment[], earlier?: Receipt) {
  let receipt: Receipt = earlier ?? {
    messageId: answer.id,
    providerId: preset.providerId,
    providerName: preset.providerId,
    model: preset.model,
    requests: [],
    attachmentIds: attachments.map((attachment) => attachment.id),
  }
  let asked = preset
  let askedName = preset.providerId
  const isNamed = () => asked.providerId === receipt.providerId && asked.model === receipt.model
  return {
    /** From now on another preset is asked. */
    asking(other: Preset): void {
      asked = other
      askedName = other.providerId
    },
    connected(providerName: string): void {
      askedName = providerName
      if (isNamed()) receipt = { ...receipt, providerName }
    },
    noted(note: string): Receipt {
      const { notes = [] } = receipt
      if (!notes.includes(note)) receipt = { ...receipt, notes: [...notes, note] }
      return receipt
    },
    /** The receipt with one more request on it. */
    sent(request: SentRequest, sentAt: number): Receipt {
      const bytes = new TextEncoder().encode(request.body).byteLength
      const other = isNamed() ? {} : { providerName: askedName, model: asked.model }
      receipt = { ...receipt, requests: [...receipt.requests, { ...request, bytes, sentAt, ...other }] }
      return receipt
    },
  }
}
