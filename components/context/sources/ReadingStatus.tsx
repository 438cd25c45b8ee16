import { useState } from 'react'
import { useStore } from 'zustand'
import type { AttachmentKind } from '../../../lib/chat/attachment'
import type { Pointing } from '../../../lib/panel/page-captures'
import { useChatSession, useChatState } from '../../hooks/use-chat'
import { Button } from '../../ui/Button'
import styles from './Sources.module.css'

/** What is being read right now, how far it is, and the way out of it. */
export function ReadingStatus() {
  const reading = useChatState((state) => state.reading)
  return reading && <Reading kind={reading} />
}

function Reading({ kind }: { kind: AttachmentKind }) {
  const { chat, captures, desk } = useChatSession()
  const { progress, locked } = useStore(desk.store)
  const { at } = useStore(captures.pointing)
  const sends = useChatState((state) => state.sendsWhenRead)
  return (
    <div className={styles.reading} data-testid="reading-status">
      {locked ? (
        <Locked key={String(locked.wrong)} {...locked} />
      ) : (
        <>
          <p className={styles.what} role="status">
            {progress && progress.of > 1 ? `Reading “${progress.title}”` : at ? pointingWords[at] : words[kind]}
            {sends && ' Then your question is sent.'}
          </p>
          {progress && progress.of > 1 && (
            <p className={styles.pages}>
              {progress.done.toLocaleString()} of {progress.of.toLocaleString()} pages
            </p>
          )}
          <Button
            look="quiet"
            className={styles.cancel ?? ''}
            data-testid="reading-cancel"
            onClick={() => chat.cancelReading()}
          >
            Cancel
          </Button>
          {progress && progress.of > 1 && (
            <progress
              className={styles.bar}
              aria-label={`Reading ${progress.title}`}
              value={progress.done}
              max={progress.of}
            />
          )}
        </>
      )}
    </div>
  )
}

function Locked({ title, wrong }: { title: string; wrong: boolean }) {
  const { desk } = useChatSession()
  const [password, setPassword] = useState('')
  return (
    <form
      className={styles.locked}
      data-testid="pdf-password"
      onSubmit={(event) => {
        event.preventDefault()
        desk.answerPassword(password)
      }}
    >
      <label className={styles.question} htmlFor="pdf-password-input">
        {wrong ? 'That password does not fit. ' : ''}“{title}” is locked. Its password:
      </label>
      <input
        id="pdf-password-input"
        className={styles.password}
        type="password"
        autoComplete="off"
        // The reader has just asked for this file.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') desk.answerPassword(null)
        }}
      />
      <Button look="primary" type="submit">
        Open
      </Button>
      <Button look="quiet" onClick={() => desk.answerPassword(null)}>
        Leave it
      </Button>
    </form>
  )
}

const words: Record<AttachmentKind, string> = {
  selection: 'Reading the selection…',
  page: 'Reading the page…',
  element: 'Reading that part of the page…',
  pdf: 'Reading the PDF…',
  transcript: 'Reading the transcript…',
  file: 'Reading the file…',
  image: 'Taking the picture…',
}

const pointingWords: Record<Pointing, string> = {
  element: 'Pick a part of the page. Escape leaves.',
  region: 'Drag over the part of the page that you want. Escape leaves.',
}
