import { Download } from 'lucide-react'
import { useState } from 'react'
import { toErrorInfo, type ErrorInfo } from '../../lib/chat/chat-error'
import { call } from '../../lib/messaging/calls'
import { useExport } from '../hooks/use-export'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { Notice } from '../ui/Notice'
import styles from './DeleteDialog.module.css'
import { ProgressLine } from './ProgressLine'
import { SettingCheckbox } from './SettingCheckbox'

/** Asks before all goes, with the way to have it elsewhere first. The focus is on what closes it. */
export function DeleteDialog({ counts, onClose }: { counts: string; onClose: () => void }) {
  const { progress, start, cancel } = useExport()
  const [settings, setSettings] = useState(false)
  const [saved, setSaved] = useState('')
  const [deleting, setDeleting] = useState(false)
  const [failure, setFailure] = useState<ErrorInfo>()
  const fail = (error: unknown) => {
    setDeleting(false)
    setFailure(toErrorInfo(error))
  }
  const save = () => {
    setFailure(undefined)
    start({ format: 'backup', withAttachments: true, withSettings: true }).then(
      (name) => setSaved(name === undefined ? '' : `Saved as “${name}”.`),
      fail,
    )
  }
  const erase = () => {
    setFailure(undefined)
    setDeleting(true)
    // Gloss is loaded anew with it, and this page closes.
    call('eraseAll', { settings }).catch(fail)
  }
  return (
    <Dialog
      title={settings ? 'Delete everything?' : 'Delete all conversations?'}
      onClose={onClose}
      testId="delete-dialog"
      place="top"
    >
      <div className={styles.content}>
        <p>
          <strong>{counts}</strong> are deleted for good, and so are drafts, waiting questions, temporary chats,
          receipts, recordings, and the second copy of it all. Nothing brings them back: there is no undo.
        </p>
        <SettingCheckbox
          id="delete-settings"
          label="Keys, presets and settings too"
          hint="Gloss is then as it was when it was installed. What the browser allows it to reach stays allowed until you change it there."
          checked={settings}
          onChange={setSettings}
        />
        {progress ? (
          <ProgressLine label="Writing the backup…" progress={progress} onCancel={cancel} />
        ) : (
          <div className={styles.backup}>
            <Button
              icon={<Download size={15} aria-hidden />}
              data-testid="delete-backup"
              disabled={deleting}
              onClick={save}
            >
              Save a backup first
            </Button>
            <p role="status" className={styles.saved}>
              {saved}
            </p>
          </div>
        )}
        {failure && <Notice error={failure}>{failure.message}</Notice>}
        <p className={styles.note}>Answers that are being written end. Gloss closes its pages and starts anew.</p>
        <div className={styles.actions}>
          <Button data-testid="delete-cancel" onClick={onClose}>
            Cancel
          </Button>
          <Button
            look="danger"
            data-testid="delete-confirm"
            disabled={deleting || progress !== undefined}
            onClick={erase}
          >
            {deleting ? 'Deleting…' : settings ? 'Delete everything' : 'Delete all conversations'}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
