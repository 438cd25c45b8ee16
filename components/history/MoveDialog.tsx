import { Folder as FolderIcon, FolderX } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { sameName, type Conversation, type Folder } from '../../lib/chat/conversation'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import type { History } from './use-history'
import styles from './MoveDialog.module.css'

type MoveDialogProps = {
  /** None: only a folder is made. */
  conversations: Conversation[]
  folders: Folder[]
  history: History
  onClose: () => void
  onMoved: () => void
}

/** Chooses the folder that conversations go to, or makes one. */
export function MoveDialog({ conversations, folders, history, onClose, onMoved }: MoveDialogProps) {
  const [name, setName] = useState('')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const taken = folders.some((folder) => sameName(folder.name, name))
  const moves = conversations.length > 0
  const someInside = conversations.some(({ folderId }) => folders.some(({ id }) => id === folderId))

  const finish = (act: () => void) => {
    act()
    onMoved()
    onClose()
  }
  return (
    <Dialog title={moves ? 'Move to a folder' : 'New folder'} onClose={onClose} testId="history-move">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() !== '' && !taken) finish(() => history.moveToNew(conversations, name.trim()))
        }}
      >
        <label className={styles.label}>
          {moves ? 'A new folder' : 'Its name'}
          <input
            ref={field}
            className={styles.input}
            value={name}
            maxLength={100}
            autoComplete="off"
            aria-invalid={taken}
            aria-describedby={taken ? 'folder-taken' : undefined}
            data-testid="folder-name"
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <Button look="primary" type="submit" disabled={name.trim() === '' || taken} data-testid="folder-make">
          {moves ? 'Make and move' : 'Make'}
        </Button>
        {taken && (
          <p id="folder-taken" className={styles.taken}>
            There is a folder of this name already.
          </p>
        )}
      </form>
      {moves && (folders.length > 0 || someInside) && (
        <ul className={styles.list} aria-label="Folders">
          {someInside && (
            <li>
              <button
                type="button"
                className={styles.folder}
                onClick={() => finish(() => history.move(conversations, null))}
              >
                <FolderX size={16} aria-hidden />
                <span>No folder</span>
              </button>
            </li>
          )}
          {folders.map((folder) => {
            const isThere = conversations.every(({ folderId }) => folderId === folder.id)
            return (
              <li key={folder.id}>
                <button
                  type="button"
                  className={styles.folder}
                  disabled={isThere}
                  onClick={() => finish(() => history.move(conversations, folder))}
                >
                  <FolderIcon size={16} aria-hidden />
                  <span dir="auto">{folder.name}</span>
                  {isThere && <small>Already there</small>}
                </button>
              </li>
            )
          })}
        </ul>
      )}
    </Dialog>
  )
}
