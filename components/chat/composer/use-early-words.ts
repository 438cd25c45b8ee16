import { useLayoutEffect, type RefObject } from 'react'
import type { Settings } from '../../../lib/chat/settings'
import { longestQuestion, tooLong } from '../../../lib/panel/chat-state'
import { mentionAt } from '../../context/tabs/mention'
import { useChatSession } from '../../hooks/use-chat'
import { useSettings } from '../../hooks/use-settings'
import type { EarlyWords } from './early-field'
import { enterDoes } from './send-key'

/**
 * Goes on with what was written while the panel was loading, in the very task that puts this field in the place of the early
 * one: no key falls between them.
 */
export function useEarlyWords(
  field: RefObject<HTMLTextAreaElement | null>,
  onText: (text: string, cursor: number) => void,
): void {
  const { chat, takeEarlyWords } = useChatSession()
  const { sendKey } = useSettings()
  // After every drawing: nothing is there to be taken but the first time.
  useLayoutEffect(() => {
    const words = takeEarlyWords()
    if (!words) return
    field.current?.focus()
    const { text, cursor, sends } = meant(words, sendKey)
    if (text === '') return
    if (text.length > longestQuestion) {
      chat.report(tooLong())
      return
    }
    const { text: draft } = chat.store.getState()
    const before = draft === '' || /\s$/.test(draft) ? draft : `${draft} `
    onText(before + text, before.length + cursor)
    if (sends && before === '') void chat.submit()
  })
}

/** What the keys would have done in the composer. */
export function meant({ text, cursor, enter }: EarlyWords, sendKey: Settings['sendKey']) {
  if (!enter) return { text, cursor, sends: false }
  const { event, at } = enter
  const { key, keyCode, shiftKey, ctrlKey, metaKey, altKey } = event
  const does = enterDoes({ key, keyCode, shiftKey, ctrlKey, metaKey, altKey, nativeEvent: event }, sendKey)
  const behind = text.slice(at)
  // Enter chooses from a list where one would have been open.
  const asks = does === 'send' && !text.startsWith('/') && mentionAt(text, at) === null
  if (asks && behind.trim() === '') return { text: text.slice(0, at), cursor: at, sends: true }
  if (does === 'send' && behind === '') return { text, cursor, sends: false }
  // What was written after it is another question: they are not sent as one, and not run into one another.
  return { text: `${text.slice(0, at)}\n${behind}`, cursor: cursor < at ? cursor : cursor + 1, sends: false }
}
