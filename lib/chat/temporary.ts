const mark = 'temporary-'
const shape = /^(?:without-)?temporary-/

/** Whether this names something of a temporary chat: a conversation, or a message, question or snapshot in one. */
export function isTemporary(id: unknown): id is string {
  return typeof id === 'string' && shape.test(id)
}

/** The id of something new in a conversation, or of a conversation beside another: temporary where that is. */
export function idIn(conversationId: string, createId: () => string): string {
  return isTemporary(conversationId) ? temporaryId(createId) : createId()
}

export function temporaryId(createId: () => string): string {
  return mark + createId()
}

/** The id that it has once the chat is kept. */
export function keptId(id: string): string {
  return id.replace(mark, '')
}
