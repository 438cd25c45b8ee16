/** A stored thread. */
export type Conversation = {
  id: string
  title: string
  createdAt: number
  updatedAt: number
  /** The message at the end of the shown path; null while the conversation holds none. */
  leafId: string | null
  /** Set by *delete*, so that it can be undone; the row is removed for good at the next start of the worker. */
  deletedAt?: number
}

/** What is written but not sent, one per conversation: it survives the panel. */
export type Draft = {
  conversationId: string
  text: string
  attachmentIds: string[]
  updatedAt: number
}

/** A conversation that nobody has named is called by its first words. */
export function titleFrom(question: string): string {
  const line = question.trim().split(/\s*\n/, 1)[0] ?? ''
  const words = line.replace(/\s+/g, ' ')
  if (words.length <= 60) return words
  const cut = words.slice(0, 60)
  const space = cut.lastIndexOf(' ')
  return `${space > 30 ? cut.slice(0, space) : cut}…`
}
