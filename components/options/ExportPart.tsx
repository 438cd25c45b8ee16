import { Download } from 'lucide-react'
import { useState } from 'react'
import { toErrorInfo, type ErrorInfo } from '../../lib/chat/chat-error'
import type { ExportFormat } from '../../lib/transfer/export'
import { useExport } from '../hooks/use-export'
import { Button } from '../ui/Button'
import { Notice } from '../ui/Notice'
import styles from './DataSection.module.css'
import { ProgressLine } from './ProgressLine'
import { Segments } from './Segments'
import { SettingCheckbox } from './SettingCheckbox'

const formats: { value: ExportFormat; label: string }[] = [
  { value: 'backup', label: 'Backup' },
  { value: 'markdown', label: 'Markdown' },
  { value: 'html', label: 'Web page' },
]

const hints: Record<ExportFormat, string> = {
  backup: 'One JSON file with every conversation and every branch. Gloss can bring it in again.',
  markdown:
    'One text file to read or to go on with elsewhere. It has the answers that are shown, not the other branches.',
  html: 'One file that any browser shows and prints. It has the answers that are shown, not the other branches.',
}

/** All conversations as one file. */
export function ExportPart() {
  const { progress, start, cancel } = useExport()
  const [format, setFormat] = useState<ExportFormat>('backup')
  const [withAttachments, setWithAttachments] = useState(true)
  const [withSettings, setWithSettings] = useState(true)
  const [outcome, setOutcome] = useState('')
  const [failure, setFailure] = useState<ErrorInfo>()

  const run = () => {
    setOutcome('')
    setFailure(undefined)
    start({ format, withAttachments, withSettings }).then(
      (name) => setOutcome(name === undefined ? 'The export was cancelled.' : `Saved as “${name}”.`),
      (error: unknown) => setFailure(toErrorInfo(error)),
    )
  }
  return (
    <section aria-labelledby="export" className={styles.part} data-testid="export-part">
      <h2 id="export" className={styles.title}>
        Export
      </h2>
      <div className={styles.panel}>
        <div className={styles.row}>
          <Segments legend="Format" name="export-format" value={format} options={formats} onChange={setFormat} />
          <p className={styles.small}>{hints[format]}</p>
        </div>
        <div className={styles.row}>
          <SettingCheckbox
            id="export-attachments"
            label="With the text of attached pages"
            hint="What was read of pages and selections, as it was attached."
            checked={withAttachments}
            onChange={setWithAttachments}
          />
          {format === 'backup' && (
            <SettingCheckbox
              id="export-settings"
              label="With presets and your own servers"
              hint="Keys and headers are never part of a file: enter them again where you bring it in."
              checked={withSettings}
              onChange={setWithSettings}
            />
          )}
        </div>
        <div className={styles.row}>
          {progress ? (
            <ProgressLine label="Writing the file…" progress={progress} onCancel={cancel} />
          ) : (
            <div className={styles.actions}>
              <Button look="primary" icon={<Download size={15} aria-hidden />} data-testid="export-all" onClick={run}>
                Export all conversations
              </Button>
              <p role="status" className={styles.status} data-testid="export-outcome">
                {outcome}
              </p>
            </div>
          )}
          {failure && <Notice testId="export-failure">{failure.message}</Notice>}
        </div>
      </div>
    </section>
  )
}
