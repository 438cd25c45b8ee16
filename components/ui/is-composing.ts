import type { KeyboardEvent } from 'react'

/** What is asked of a key. */
export type ComposingKey = Pick<KeyboardEvent, 'keyCode'> & { nativeEvent: { isComposing: boolean } }

/** Whether an input method has the key: it uses Enter, Escape and arrows to choose a word. */
export function isComposing({ nativeEvent, keyCode }: ComposingKey): boolean {
  // 229 is what Safari and old engines report meanwhile.
  return nativeEvent.isComposing || keyCode === 229
}
