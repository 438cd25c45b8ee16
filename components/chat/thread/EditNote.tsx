import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Message } from '../../../lib/chat/message'
import { useChatSession, useChatState } from '../../hooks/use-chat'
import { Button, IconButton } from '../../ui/Button'
import { placeKept } from './kept-place'
import styles from './Notes.module.css'

type EditNoteProps = { messages: readonly Message[]; all: readonly Message[] }

/** Offers other words for a question that were written here and not asked, until they are. */
export function EditNote({ messages, all }: EditNoteProps) {
  const { chat } = useChatSession()
  const edits = useChatState((state) => state.edits)
  const [wanted, setWanted] = useState<Message>()
  const edit = edits.findLast(({ isOpen, questionId }) => !isOpen && all.some(({ id }) => id === questionId))
  const question = edit && all.find(({ id }) => id === edit.questionId)
  const isShown = wanted !== undefined && messages.some(({ id }) => id === wanted.id)

  useEffect(() => {
    if (!isShown) return
    // What is far away is drawn once it is near; its field then takes the cursor.
    const message = document.querySelector(`[data-message-id="${CSS.escape(wanted.id)}"]`)
    message?.scrollIntoView({ block: 'center' })
    // The editor is higher than the question, and the thread must not go back to its end for it.
    message?.dispatchEvent(new CustomEvent(placeKept, { bubbles: true }))
    chat.editing.open(wanted)
    setWanted(undefined)
  }, [isShown, wanted, chat])

  if (!edit || !question) return null
  const goOn = async () => {
    if (messages.some(({ id }) => id === question.id) || (await chat.branches.show(question.id))) setWanted(question)
  }
  const throwAway = () => {
    chat.editing.drop(question)
    chat.focusComposer()
  }
  return (
    <div className={styles.note} role="status" data-testid="edit-note">
      <span className={styles.words}>
        <span className={styles.what}>Changed, not asked yet</span>
        <bdi>{edit.text.trim().slice(0, 200)}</bdi>
      </span>
      <Button data-testid="edit-go-on" onClick={() => void goOn()}>
        Go on
      </Button>
      <IconButton label="Throw away the changed question" data-testid="edit-drop" onClick={throwAway}>
        <X size={15} aria-hidden />
      </IconButton>
    </div>
  )
}
