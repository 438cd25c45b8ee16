import type { DragEvent } from 'react'

const kind = 'application/x-gloss-conversations'

/** Lets conversations be dragged to a folder. */
export function carry(event: DragEvent, conversationIds: readonly string[]): void {
  event.dataTransfer.setData(kind, JSON.stringify(conversationIds))
  event.dataTransfer.effectAllowed = 'move'
}

/** The conversations that are dropped; while they are only `coming` it is told that there are some, and not which. */
export function carried(event: DragEvent, moment: 'coming' | 'dropped' = 'dropped'): string[] {
  if (!event.dataTransfer.types.includes(kind)) return []
  if (moment === 'coming') return ['']
  const ids: unknown = JSON.parse(event.dataTransfer.getData(kind))
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []
}
