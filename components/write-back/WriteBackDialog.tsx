import { useEffect, useId, useMemo, useState } from 'react'
import type { WritableAttachment } from '../../lib/chat/attachment'
import type { FieldPlace, NewText } from '../../lib/chat/write-back'
import { askPermission } from '../hooks/ask-permission'
import { useAttempt } from '../hooks/use-attempt'
import { useCopied } from '../hooks/use-copied'
import { plainText } from '../markdown/plain-text'
import { richText } from '../markdown/rich-text'
import { Segments } from '../options/Segments'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { Notice } from '../ui/Notice'
import { DiffView } from './DiffView'
import { useWriteBack } from './use-write-back'
import { formNames, formsFor, sentenceOf, type Form } from './write-words'
import styles from './WriteBack.module.css'

type WriteBackDialogProps = { attachment: WritableAttachment; answer: string; onClose: () => void }

/** Puts an answer into the field that the selection came from, after the reader has seen what that changes. */
export function WriteBackDialog({ attachment, answer, onClose }: WriteBackDialogProps) {
  const field = useWriteBack(attachment)
  const { kind, text: asked } = attachment.field
  const plain = useMemo(() => plainText(answer), [answer])
  const forms = formsFor(kind, plain !== answer.trim())
  const [form, setForm] = useState<Form>(forms[0] ?? 'plain')
  const [edited, setEdited] = useState<Partial<Record<Form, string>>>({})
  const text = edited[form] ?? (form === 'plain' ? plain : answer.trim())
  const [changesOnly, setChangesOnly] = useState(false)
  const [copied, copy] = useCopied()
  const attempt = useAttempt()
  const textId = useId()

  const { place, error } = field
  const earlier = place?.text ?? asked
  const said = field.answer && sentenceOf(field.answer, earlier !== '')
  const isOver = field.answer?.state === 'written' || field.answer?.state === 'differently'
  const allow = () => {
    const pattern = error?.originPattern
    if (pattern !== undefined) void askPermission(pattern).then((allowed) => allowed === 'granted' && field.look())
  }
  return (
    <Dialog title="Put into the page" onClose={onClose} testId="write-back">
      <div className={styles.writeBack}>
        {error && (
          <Notice
            testId="write-back-error"
            action={error.originPattern === undefined ? undefined : <Button onClick={allow}>Allow</Button>}
          >
            {error.message}
          </Notice>
        )}
        {said && !error && (
          <Notice tone={said.tone} testId="write-back-said">
            {said.sentence}
          </Notice>
        )}
        {!isOver && (
          <>
            {forms.length > 1 && (
              <Segments
                legend="Write it as"
                name="write-back-form"
                value={form}
                options={forms.map((value) => ({ value, label: formNames[value] }))}
                onChange={setForm}
              />
            )}
            {earlier !== '' && (
              <section className={styles.part} aria-label="What changes">
                <div className={styles.caption}>
                  <h3>What changes</h3>
                  <label className={styles.toggle}>
                    <input
                      type="checkbox"
                      checked={changesOnly}
                      data-testid="write-back-changes-only"
                      onChange={(event) => setChangesOnly(event.currentTarget.checked)}
                    />
                    Only the changed words
                  </label>
                </div>
                <DiffView earlier={earlier} now={text} changesOnly={changesOnly} />
              </section>
            )}
            <section className={styles.part}>
              <label className={styles.caption} htmlFor={textId}>
                <h3>The new text</h3>
              </label>
              <textarea
                id={textId}
                className={styles.text}
                dir="auto"
                rows={3}
                value={text}
                data-testid="write-back-text"
                onChange={(event) => setEdited({ ...edited, [form]: event.currentTarget.value })}
              />
            </section>
          </>
        )}
        <div className={styles.bar}>
          {isOver ? (
            <CloseButton onClose={onClose} />
          ) : (
            <WriteButtons
              place={place}
              busy={field.busy}
              empty={text.trim() === ''}
              onWrite={(act) => field.write(act, newText(form, text))}
            />
          )}
          <Button data-testid="write-back-copy" onClick={() => attempt(() => copy(text))}>
            {copied ? 'Copied' : 'Copy'}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

type WriteButtonsProps = {
  place: FieldPlace | undefined
  busy: boolean
  empty: boolean
  onWrite: (act: 'replace' | 'insert') => void
}

function WriteButtons({ place, busy, empty, onWrite }: WriteButtonsProps) {
  if (!place) return null
  const hasWords = place.text !== ''
  return (
    <>
      {hasWords && (
        <Button
          look="primary"
          data-testid="write-back-replace"
          disabled={busy || empty}
          onClick={() => onWrite('replace')}
        >
          Replace
        </Button>
      )}
      <Button
        look={hasWords ? 'plain' : 'primary'}
        data-testid="write-back-insert"
        disabled={busy || empty}
        onClick={() => onWrite('insert')}
      >
        {hasWords ? 'Insert after' : 'Add at the end'}
      </Button>
    </>
  )
}

function newText(form: Form, text: string): NewText {
  return form === 'formatted' ? { text: plainText(text), html: fieldHtml(text) } : { text }
}

/** For a field of the page: its paragraphs know their direction themselves, and a line between them would be one more. */
function fieldHtml(markdown: string): string {
  return richText(markdown).replaceAll(' dir="auto"', '').replace(/>\n</g, '><')
}

/** Takes the focus from the button that has gone. */
function CloseButton({ onClose }: { onClose: () => void }) {
  const id = useId()
  useEffect(() => document.getElementById(id)?.focus(), [id])
  return (
    <Button id={id} look="primary" onClick={onClose}>
      Close
    </Button>
  )
}
