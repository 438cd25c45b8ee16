import { useRef, useState, type FormEvent } from 'react'
import { toErrorInfo, type ErrorInfo } from '../../lib/chat/chat-error'
import type { EnvironmentReport } from '../../lib/chat/environment'
import { call } from '../../lib/messaging/calls'
import { askPermission } from '../hooks/ask-permission'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { Notice } from '../ui/Notice'
import styles from './AddProviderDialog.module.css'
import controls from './controls.module.css'
import { Field } from './Field'
import { useOptions } from './options-context'

/** Takes pasted lines of an environment file and sets up every provider they name. */
export function EnvironmentDialog({ onClose }: { onClose: () => void }) {
  const { refresh } = useOptions()
  const [report, setReport] = useState<EnvironmentReport>()
  const [failure, setFailure] = useState<ErrorInfo>()
  // The lines hold keys: they stay in their field, and no state ever has them.
  const lines = useRef<HTMLTextAreaElement>(null)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setFailure(undefined)
    call('applyEnvironment', { text: lines.current?.value ?? '' })
      .then(async (result) => {
        setReport(result)
        await refresh()
      })
      .catch((error: unknown) => setFailure(toErrorInfo(error)))
  }

  return (
    <Dialog title="Paste your .env" onClose={onClose} testId="environment-dialog">
      {report ? (
        <Report report={report} onClose={onClose} onAgain={() => setReport(undefined)} />
      ) : (
        <form className={styles.form} onSubmit={submit}>
          <Field
            id="environment"
            label="Lines such as GROQ_API_KEY=… or OLLAMA_URL=…"
            hint="Each key goes to its provider and stays in this browser. Lines that Gloss does not know are left alone."
          >
            {(control) => (
              <textarea
                {...control}
                ref={lines}
                className={`${controls.input} ${controls.address}`}
                data-testid="environment-lines"
                rows={8}
                autoComplete="off"
                spellCheck={false}
                required
              />
            )}
          </Field>
          {failure && <Notice error={failure}>{failure.message}</Notice>}
          <div className={styles.actions}>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" look="primary" data-testid="environment-apply">
              Set up
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  )
}

type ReportProps = { report: EnvironmentReport; onClose: () => void; onAgain: () => void }

/** What was set, what was not, and the one click that lets it all be used. */
function Report({ report, onClose, onAgain }: ReportProps) {
  const { refresh } = useOptions()
  const { providers, problems } = report
  const allow = () => {
    void askPermission(...providers.map(({ originPattern }) => originPattern)).then(async () => {
      await refresh()
      onClose()
    })
  }
  return (
    <div className={styles.form}>
      {providers.length > 0 && (
        <Notice tone="success" testId="environment-report">
          {`Set up: ${providers.map(({ name, set }) => `${name} (${set.join(', ')})`).join('; ')}.`}
        </Notice>
      )}
      {problems.length > 0 && (
        <Notice tone={providers.length > 0 ? 'info' : 'danger'} testId="environment-problems">
          {`Left alone: ${problems.map(({ line, message }) => (line === undefined ? message : `line ${line}: ${message}`)).join(' ')}`}
        </Notice>
      )}
      <div className={styles.actions}>
        <Button onClick={onAgain}>Paste more</Button>
        {providers.length > 0 ? (
          <Button look="primary" data-testid="environment-allow" onClick={allow}>
            Allow access
          </Button>
        ) : (
          <Button onClick={onClose}>Close</Button>
        )}
      </div>
    </div>
  )
}
