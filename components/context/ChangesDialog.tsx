import { useMemo, useState } from 'react'
import type { Attachment, Snapshot } from '../../lib/chat/attachment'
import { call } from '../../lib/messaging/calls'
import { changesBetween, changesText, type ChangedLine } from '../../lib/page/drift'
import { toSnapshot } from '../../lib/page/snapshot'
import { likelyTokens } from '../../lib/chat/run-metrics'
import { useAttempt } from '../hooks/use-attempt'
import { useChatSession } from '../hooks/use-chat'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { attachmentName, tokenWords } from './attachment-words'
import styles from './ChangesDialog.module.css'

type ChangesDialogProps = { attachment: Attachment; fresh: Snapshot; onClose: () => void }

/** What a page says now that it did not say when it was read, and the way to ask about it. */
export function ChangesDialog({ attachment, fresh, onClose }: ChangesDialogProps) {
  const { chat, drift } = useChatSession()
  const attempt = useAttempt()
  const [asking, setAsking] = useState(false)
  const name = attachmentName(attachment)
  const changes = useMemo(() => changesBetween(attachment.text, fresh.text), [attachment, fresh])
  const text = useMemo(() => changesText(changes, name, attachment.capturedAt), [changes, name, attachment])

  const ask = () => {
    setAsking(true)
    attempt(async () => {
      const { url, language, id } = attachment
      const facts = { url, title: `What changed: ${name}`, text, earlierId: id }
      const snapshot = await toSnapshot(
        { ...facts, ...(language === undefined ? {} : { language }) },
        'page',
        fresh.capturedAt,
      )
      const saved = await call('saveAttachment', { conversationId: chat.store.getState().conversationId, snapshot })
      drift.keep(id)
      onClose()
      await chat.askAbout({ text: 'What has changed on this page?', attachmentIds: [saved.id] }, { action: 'ask' })
    })
  }

  return (
    <Dialog title="What changed on the page" onClose={onClose} testId="changes">
      <div className={styles.changes}>
        <p className={styles.intro}>
          <cite>{name}</cite>, since it was read on {new Date(attachment.capturedAt).toLocaleString()}.
        </p>
        {changes.length === 0 && <p>The same lines stand in another order.</p>}
        {changes.map(({ heading, lines }, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- changes have nothing but their place
          <section key={index} className={styles.change}>
            {heading !== '' && (
              <h3 className={styles.heading} dir="auto">
                {heading}
              </h3>
            )}
            {lines.map((line, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- nor have their lines
              <Line key={at} line={line} />
            ))}
          </section>
        ))}
        <div className={styles.bar}>
          <Button look="primary" data-testid="changes-ask" disabled={asking} onClick={ask}>
            Ask what changed
          </Button>
          <Button onClick={onClose}>Close</Button>
          <span className={styles.size}>{tokenWords(likelyTokens(text))}</span>
        </div>
      </div>
    </Dialog>
  )
}

function Line({ line }: { line: ChangedLine }) {
  const { kind, pieces } = line
  const text = pieces
    ? // oxlint-disable-next-line react/no-array-index-key -- pieces have nothing but their place
      pieces.map((piece, at) => (piece.changed ? <strong key={at}>{piece.text}</strong> : piece.text))
    : line.text
  if (kind === 'gone') {
    return (
      <del className={styles.gone} dir="auto">
        {text}
      </del>
    )
  }
  if (kind === 'new') {
    return (
      <ins className={styles.new} dir="auto">
        {text}
      </ins>
    )
  }
  return (
    <p className={styles.same} dir="auto">
      {text}
    </p>
  )
}
