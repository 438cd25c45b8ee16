import type { Attachment } from '../../lib/chat/attachment'
import { attachmentText } from '../../lib/prompts/build-request'
import { Dialog } from '../ui/Dialog'
import { Facts } from '../ui/Facts'
import styles from './PreviewDialog.module.css'

/** Exactly the words that are sent of an attachment, and where and when they were read. */
export function PreviewDialog({ attachment, onClose }: { attachment: Attachment; onClose: () => void }) {
  const { kind, title, url, capturedAt, omittedCharacters, hiddenCharacters } = attachment
  const text = attachmentText(attachment)
  return (
    <Dialog
      title={kind === 'page' ? 'The page, as it is sent' : 'The selection, as it is sent'}
      onClose={onClose}
      testId="preview"
    >
      <div className={styles.preview}>
        <Facts
          facts={[
            ['From', title || 'Untitled page'],
            ...(url === '' ? [] : [['Address', url] as const]),
            ['Read', `${new Date(capturedAt).toLocaleString()} · ${text.length.toLocaleString()} characters`],
          ]}
        />
        {omittedCharacters !== undefined && (
          <p className={styles.omitted}>
            The page is longer than Gloss can attach: {omittedCharacters.toLocaleString()} characters at its end are
            left out.
          </p>
        )}
        {hiddenCharacters !== undefined && (
          <p className={styles.omitted}>
            {hiddenCharacters.toLocaleString()} characters that cannot be seen on the page are left out.
          </p>
        )}
        <pre className={styles.text} dir="auto" data-testid="preview-text">
          {text}
        </pre>
      </div>
    </Dialog>
  )
}
