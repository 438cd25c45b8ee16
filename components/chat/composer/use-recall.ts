import { useRef, useState, type KeyboardEvent } from 'react'
import { pastQuestions } from '../../../lib/db/past-questions'
import { Recall } from '../../../lib/panel/recall'
import { useAttempt } from '../../hooks/use-attempt'
import { useChatSession } from '../../hooks/use-chat'
import { isComposing } from '../../ui/is-composing'

/**
 * The arrow keys in an empty composer: up to what was asked before, down and Escape back to what was being written.
 * @param onText puts a text into the composer, with the cursor at this place.
 */
export function useRecall(onText: (text: string, cursor: number) => void) {
  const { chat } = useChatSession()
  const attempt = useAttempt()
  const [recall] = useState(() => new Recall(pastQuestions))
  /** Keys that have been pressed and not answered yet. */
  const waiting = useRef(0)
  const put = useRef('')
  const show = (text: string) => {
    put.current = text
    onText(text, recall.shows(text) ? 0 : text.length)
  }

  /** Returns whether the key was for the walk. */
  return (event: KeyboardEvent<HTMLTextAreaElement>): boolean => {
    if (isComposing(event) || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return false
    const { value, selectionStart, selectionEnd } = event.currentTarget
    const isShown = value !== '' && recall.shows(value)
    const isAtEdge = selectionStart === selectionEnd && (selectionStart === 0 || selectionStart === value.length)
    if (event.key === 'ArrowUp') {
      if (isShown ? selectionStart !== 0 || selectionEnd !== 0 : value !== '') return false
      if (!isShown && waiting.current === 0) recall.begin(chat.store.getState().conversationId, value)
      waiting.current += 1
      attempt(async () => {
        const question = await recall.earlier().finally(() => (waiting.current -= 1))
        const { text } = chat.store.getState()
        // Whoever has typed on meanwhile wants none.
        if (question !== undefined && (text === value || text === put.current)) show(question)
      })
    } else if (event.key === 'ArrowDown' && isShown && isAtEdge) {
      show(recall.later())
    } else if (event.key === 'Escape' && isShown) {
      show(recall.leave())
    } else return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }
}
