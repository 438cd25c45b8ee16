/** A stored thread. */
export type Conversation = {
  id: string
  title: string
  createdAt: number
  updatedAt: number
  /** The message at the end of the shown path; null while the conversation holds none. */
  leafId: string | null
  /** The ends of other paths that were shown, the last one last: a branch opens again where it was left. */
  ends?: string[]
  /** Set by *delete*, so that it can be undone; the row is removed for good at the next start of the worker. */
  deletedAt?: number
  /** Since when it stands above the others. */
  pinnedAt?: number
  folderId?: string
  /** Who named it, where that was not its first words. What the reader wrote is never replaced. */
  namedBy?: 'reader' | 'model'
}

/** Conversations that the reader keeps together. */
export type Folder = {
  id: string
  name: string
  createdAt: number
  /** Only its name is shown. */
  collapsed?: true
}

/** Whether a reader would take the names of two folders for one. */
export function sameName(one: string, other: string): boolean {
  return one.trim().toLocaleLowerCase() === other.trim().toLocaleLowerCase()
}

/** What is written but not sent, one per conversation: it survives the panel. */
export type Draft = {
  conversationId: string
  text: string
  attachmentIds: string[]
  updatedAt: number
  /** The one that was written last stands last. */
  edits?: Edit[]
}

/** A question of the thread in other words that were not asked yet. */
export type Edit = { questionId: string; text: string; attachmentIds: string[] }

/** A conversation that nobody has named is called by its first words. */
export function titleFrom(question: string): string {
  const line = question.trim().split(/\s*\n/, 1)[0] ?? ''
  const words = line.replace(/\s+/g, ' ')
  if (words.length <= 60) return words
  const cut = words.slice(0, 60)
  const space = cut.lastIndexOf(' ')
  return `${space > 30 ? cut.slice(0, space) : cut}…`
}

const branchMark = ' (branch)'

/** What a conversation is called that goes on from the middle of another. */
export function branchTitle(title: string): string {
  return title.endsWith(branchMark) ? title : `${title.slice(0, 180)}${branchMark}`
}
