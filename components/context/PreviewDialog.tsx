import { useMemo, useState } from 'react'
import { attachmentNouns, type Attachment, type TextRange } from '../../lib/chat/attachment'
import { attachmentText, sentPieces, type SentPiece } from '../../lib/prompts/attachment-text'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { attachmentName } from './attachment-words'
import { dataAddress } from './AttachmentIcon'
import { LeftOut } from './LeftOut'
import { PreviewFacts } from './PreviewFacts'
import { PreviewText } from './PreviewText'
import { Search } from './Search'
import type { TextMark } from './text-chunks'
import { TrimBar } from './TrimBar'
import { TrimParts } from './TrimParts'
import { trimPartsOf } from './trim-parts'
import styles from './PreviewDialog.module.css'

export type PreviewDialogProps = {
  attachment: Attachment
  onClose: () => void
  /** A passage of the attachment's own text that is scrolled to and marked. */
  range?: TextRange
  /** Present where the reader may still choose what goes out; takes the snapshot with the choice. */
  onTrimmed?: (trimmed: Attachment) => void
  /** Reads the same page again, where that can be. */
  onRefresh?: () => void
  /** Opened for trimming: the parts are shown at once. `action`: what happens with the choice. */
  trimming?: { action: string }
}

const none: TextRange[] = []

/** Exactly the words that are sent of an attachment, where and when they were read, and what of them is left out. */
export function PreviewDialog({ attachment, onClose, range, onTrimmed, onRefresh, trimming }: PreviewDialogProps) {
  const [cuts, setCuts] = useState<readonly TextRange[]>(attachment.cuts ?? none)
  const [found, setFound] = useState<{ marks: TextMark[]; current?: TextMark }>()
  const parts = useMemo(() => trimPartsOf(attachment.text), [attachment.text])
  const sent = useMemo(() => ({ ...attachment, cuts: [...cuts] }), [attachment, cuts])
  const text = useMemo(() => attachmentText(sent), [sent])
  const passage = useMemo(() => range && sentRange(sentPieces(sent), range), [sent, range])
  const [part, setPart] = useState<TextMark>()

  const place = part ?? passage
  const marks = found?.marks ?? (place ? [place] : none)
  const current = found ? found.current : place
  const showPart = (one: TextRange) => {
    const at = sentRange(sentPieces(sent), one)
    // The words that it begins with are enough to find it by.
    setPart(at && { from: at.from, to: Math.min(at.to, at.from + 200) })
  }

  const { image, kind } = attachment
  return (
    <Dialog title={`The ${attachmentNouns[kind]}, as it is sent`} onClose={onClose} testId="preview">
      <div className={styles.preview}>
        <PreviewFacts attachment={sent} text={text} />
        {onRefresh && (
          <Button className={styles.refresh ?? ''} data-testid="preview-refresh" onClick={onRefresh}>
            Read it again
          </Button>
        )}
        <LeftOut attachment={attachment} />
        {range && !passage && <p className={styles.note}>This passage is in a part that was left out.</p>}
        {(parts.length > 1 || (onTrimmed && attachment.text !== '')) && (
          <TrimParts
            parts={parts}
            cuts={cuts}
            length={attachment.text.length}
            open={trimming !== undefined}
            {...(onTrimmed ? { onChange: setCuts } : {})}
            onShow={showPart}
          />
        )}
        {image && <img className={styles.image} src={dataAddress(image)} alt={attachmentName(attachment)} />}
        {!image && <Search text={text} onFound={setFound} />}
        <PreviewText text={text} marks={marks} current={current} />
        {onTrimmed && (
          <TrimBar
            attachment={attachment}
            cuts={cuts}
            text={text}
            action={trimming?.action ?? 'Send only this'}
            onUndo={() => setCuts(attachment.cuts ?? none)}
            onTrimmed={(trimmed) => {
              onTrimmed(trimmed)
              onClose()
            }}
          />
        )}
      </div>
    </Dialog>
  )
}

/** Where a passage of an attachment's text stands in what is sent of it; undefined when it was left out. */
function sentRange(pieces: readonly SentPiece[], { from, to }: TextRange): TextMark | undefined {
  let place = 0
  let mark: TextMark | undefined
  for (const piece of pieces) {
    if (piece.from !== undefined && piece.from < to && piece.from + piece.text.length > from) {
      const shift = place - piece.from
      const start = Math.max(from, piece.from) + shift
      const end = Math.min(to, piece.from + piece.text.length) + shift
      mark = { from: mark?.from ?? start, to: end }
    }
    place += piece.text.length
  }
  return mark
}
