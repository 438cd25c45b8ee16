import { useState } from 'react'
import type { QuickAction } from '../../../lib/chat/quick-action'
import { useSettings } from '../../hooks/use-settings'
import controls from '../controls.module.css'
import styles from './ActionEditor.module.css'
import { previewOf, type SampleSubject } from './preview'

const subjects: Record<SampleSubject, string> = {
  selection: 'selected text',
  page: 'a page',
  link: 'a link',
}

/** What would be sent if it were used on an example, while it is being written. */
export function ActionPreview({ action }: { action: QuickAction }) {
  const { language } = useSettings()
  const [subject, setSubject] = useState<SampleSubject>('selection')
  const [now] = useState(() => Date.now())
  const preview = previewOf(action, subject, language || navigator.language, now)
  return (
    <section className={styles.preview} aria-label="Example" data-testid="action-preview">
      <div className={styles.previewHead}>
        <h3 className={styles.label}>What would be sent</h3>
        <select
          className={controls.select}
          aria-label="Example of"
          data-testid="preview-subject"
          value={subject}
          onChange={(event) => {
            const { value } = event.currentTarget
            if (value === 'selection' || value === 'page' || value === 'link') setSubject(value)
          }}
        >
          {Object.entries(subjects).map(([value, name]) => (
            <option key={value} value={value}>
              for {name}
            </option>
          ))}
        </select>
      </div>
      {'problem' in preview ? (
        <p className={styles.hint}>Nothing yet. {preview.problem}</p>
      ) : (
        <>
          {preview.pieces.map(({ name, text }) => (
            <div key={name} className={styles.piece}>
              <p className={styles.pieceName}>{name}</p>
              <p className={styles.sent} dir="auto">
                {text}
              </p>
            </div>
          ))}
          <div className={styles.piece}>
            <p className={styles.pieceName}>Question</p>
            <p className={styles.sent} dir="auto" data-testid="preview-question">
              {preview.question}
            </p>
          </div>
        </>
      )}
    </section>
  )
}
