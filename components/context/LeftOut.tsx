import { attachmentNouns, type Attachment } from '../../lib/chat/attachment'
import { count } from './attachment-words'
import styles from './PreviewDialog.module.css'

/** What was not read of an attachment or not taken from it, and what of that can be looked at. */
export function LeftOut({ attachment }: { attachment: Attachment }) {
  const { kind, omittedCharacters, hiddenCharacters, hiddenText } = attachment
  return (
    <>
      {omittedCharacters !== undefined && (
        <p className={styles.note}>
          The {attachmentNouns[kind]} is longer than Gloss can attach: {count(omittedCharacters)} characters at its end
          are left out.
        </p>
      )}
      {hiddenCharacters !== undefined && (
        <div className={styles.note}>
          <p>
            {count(hiddenCharacters)} characters that{' '}
            {kind === 'pdf' ? 'repeat at the edges of its pages' : 'cannot be seen on the page'} are left out.
          </p>
          {hiddenText !== undefined && hiddenText !== '' && (
            <details data-testid="preview-hidden">
              <summary>{hiddenText.length < hiddenCharacters ? 'Show the first of them' : 'Show them'}</summary>
              <pre className={styles.hidden} dir="auto">
                {hiddenText}
              </pre>
            </details>
          )}
        </div>
      )}
    </>
  )
}
