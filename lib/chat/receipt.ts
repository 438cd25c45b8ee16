type SentEntry = {
  method: string
  url: string
  body: string
  bytes: number
  sentAt: number
  /** Who was asked, where that is not whom the receipt names: a fallback. */
  providerName?: string
  model?: string
}

/** What was sent for one answer, as it was sent. Keys travel in headers and are never part of it. */
export type Receipt = {
  messageId: string
  providerId: string
  providerName: string
  model: string
  /** One entry per request: a retry without a refused field is a second request. */
  requests: SentEntry[]
  attachmentIds: string[]
  /** What was left out or changed so that the server takes the request, one sentence each. */
  notes?: string[]
  /** Why the answer was to be recorded and was not. */
  recordingProblem?: string
}
