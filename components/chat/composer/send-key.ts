import type { KeyboardEvent } from 'react'
import type { Settings } from '../../../lib/chat/settings'
import { isMac } from '../../shortcuts/mac'
import { isComposing, type ComposingKey } from '../../ui/is-composing'

type Key = ComposingKey & Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>

/** What Enter does with these keys held: nothing of ours where the browser breaks the line by itself. */
export function enterDoes(event: Key, sendKey: Settings['sendKey']): 'send' | 'break' | undefined {
  if (event.key !== 'Enter' || event.shiftKey || event.altKey || isComposing(event)) return undefined
  const isWithControl = event.ctrlKey || event.metaKey
  if (isWithControl === (sendKey === 'ctrl-enter')) return 'send'
  return isWithControl ? 'break' : undefined
}

/** The key that sends, as it is written on the keyboard. */
export function sendKeyName(sendKey: Settings['sendKey']): string {
  if (sendKey === 'enter') return 'Enter'
  return isMac ? '⌘ Enter' : 'Ctrl+Enter'
}

/** Which key does what, in one line. */
export function keysHint(sendKey: Settings['sendKey']): string {
  const breaks = sendKey === 'enter' ? 'Shift+Enter' : 'Enter'
  return `${sendKeyName(sendKey)} sends, ${breaks} starts a new line`
}
