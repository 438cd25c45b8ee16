import { useEffect, useRef, useState } from 'react'
import { browser } from 'wxt/browser'
import { toErrorInfo, type ErrorInfo } from '../../lib/chat/chat-error'
import { textOf, threadTo } from '../../lib/chat/message'
import { backupFile, readRescued, type Rescued } from '../../lib/db/rescue'
import { saveFile } from '../hooks/save-file'
import { useAppearance } from '../hooks/use-appearance'
import { Markdown } from '../markdown/Markdown'
import { Button } from '../ui/Button'
import { Notice } from '../ui/Notice'
import message from './Message.module.css'
import styles from './RescuePanel.module.css'

/**
 * Stands in for the panel when the database cannot be opened: everything can be read and saved, nothing asked.
 * @param written what the reader wrote before that was known.
 */
export function RescuePanel({ error, written }: { error: unknown; written: string }) {
  useAppearance()
  const [rescued, setRescued] = useState<Rescued>()
  const [failure, setFailure] = useState<ErrorInfo>(() => toErrorInfo(error))
  const [openId, setOpenId] = useState<string>()
  const report = (cause: unknown) => setFailure(toErrorInfo(cause))
  const heading = useRef<HTMLHeadingElement>(null)

  useEffect(() => {
    // The field that had the focus is gone: from here on everything is read.
    heading.current?.focus()
    readRescued().then(setRescued, report)
  }, [])

  const save = () => {
    const { version } = browser.runtime.getManifest()
    backupFile(version, Date.now()).then((text) => saveFile('gloss-backup.json', text), report)
  }
  const conversation = rescued?.conversations.find(({ id }) => id === openId)
  return (
    <main className={styles.panel} data-testid="rescue">
      <h1 ref={heading} className={styles.title} tabIndex={-1}>
        Gloss
      </h1>
      <Notice
        error={failure}
        action={
          <>
            <Button onClick={() => location.reload()}>Try again</Button>
            <Button data-testid="save-backup" onClick={save}>
              Save everything as a file
            </Button>
          </>
        }
      >
        {`${failure.message} For now your conversations can be read here, but nothing new can be asked.`}
      </Notice>
      {written !== '' && (
        <>
          <h2 className={styles.subtitle}>What you were writing</h2>
          <p dir="auto" className={styles.written}>
            {written}
          </p>
        </>
      )}
      {conversation && rescued ? (
        <>
          <Button look="quiet" className={styles.back ?? ''} onClick={() => setOpenId(undefined)}>
            All conversations
          </Button>
          <h2 className={styles.subtitle}>{conversation.title}</h2>
          {threadTo(rescued.messages, conversation.leafId).map((one) => (
            <article key={one.id} className={one.role === 'user' ? message.question : message.answer}>
              {one.role === 'user' ? (
                <p dir="auto">{textOf(one)}</p>
              ) : (
                <Markdown text={textOf(one)} streaming={false} />
              )}
            </article>
          ))}
        </>
      ) : (
        <>
          <h2 className={styles.subtitle}>Conversations</h2>
          {rescued?.conversations.length === 0 && <p>There is no second copy of any.</p>}
          <ul className={styles.list}>
            {rescued?.conversations.map(({ id, title }) => (
              <li key={id}>
                <button type="button" className={styles.open} onClick={() => setOpenId(id)}>
                  {title || 'Untitled'}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </main>
  )
}
