import type { ClipboardEvent } from 'react'
import { longestQuestion } from '../../lib/panel/chat-state'

/** Keeps a field from taking more than a question may hold: the browser would cut it, and say nothing. */
export function refuseLongPaste(event: ClipboardEvent<HTMLTextAreaElement>, onRefuse: () => void): void {
  const { value, selectionStart, selectionEnd } = event.currentTarget
  const kept = value.length - (selectionEnd - selectionStart)
  if (kept + event.clipboardData.getData('text/plain').length <= longestQuestion) return
  event.preventDefault()
  onRefuse()
}
