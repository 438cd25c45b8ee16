import { FolderOpen } from 'lucide-react'
import { useEffect, useRef, useState, type DragEvent } from 'react'
import { counted } from '../chat/measure-words'
import { Button } from '../ui/Button'
import { Notice } from '../ui/Notice'
import styles from './DataSection.module.css'
import { ImportReport } from './ImportReport'
import { ProgressLine } from './ProgressLine'
import { useImport, type Import } from './use-import'

/** Conversations of a file: first what is in it, then the import, then the way back. */
export function ImportPart() {
  const transfer = useImport()
  const heading = useRef<HTMLHeadingElement>(null)
  const waits = transfer.state.step === 'idle' || transfer.state.step === 'taken-back'
  const waited = useRef(waits)
  // What was pressed is gone when a file has gone its way: the focus comes back to where it began.
  useEffect(() => {
    if (waits && !waited.current) heading.current?.focus()
    waited.current = waits
  }, [waits])
  return (
    <section aria-labelledby="import" className={styles.part} data-testid="import-part">
      <h2 id="import" ref={heading} tabIndex={-1} className={styles.title}>
        Import
      </h2>
      <div className={styles.panel}>
        <Step {...transfer} />
      </div>
      {transfer.failure && <Notice testId="import-failure">{transfer.failure.message}</Notice>}
      <Outcome {...transfer} />
    </section>
  )
}

function Step({ state, open, bringIn, cancel }: Import) {
  switch (state.step) {
    case 'idle':
    case 'taken-back':
      return <DropPlace onFile={open} />
    case 'reading':
    case 'writing': {
      const label = state.step === 'reading' ? `Reading “${state.name}”…` : `Bringing in “${state.name}”…`
      return (
        <div className={styles.row}>
          <ProgressLine label={label} progress={state.progress} onCancel={cancel} />
        </div>
      )
    }
    case 'report':
      return <ImportReport file={state.file} stored={state.stored} onBringIn={bringIn} onCancel={cancel} />
    case 'taking-back':
      return (
        <p className={styles.row} role="status">
          Taking the import back…
        </p>
      )
  }
}

function Outcome({ state, last, undo }: Import) {
  if (state.step === 'taken-back') {
    const stayed = state.kept === 0 ? '' : ` ${counted(state.kept, 'conversation')} that you went on with stayed.`
    return (
      <Notice tone="info" testId="import-taken-back">
        {`The import of “${state.name}” was taken back.${stayed}`}
      </Notice>
    )
  }
  if (!last || state.step !== 'idle') return null
  const settings = last.presetIds.length + last.providerIds.length
  const words = [
    counted(last.conversations.length, 'conversation'),
    ...(settings === 0 ? [] : [settings === 1 ? '1 preset or server' : `${settings} presets and servers`]),
    ...(last.actionIds.length === 0 ? [] : [counted(last.actionIds.length, 'quick action')]),
  ]
  return (
    <Notice
      tone="success"
      testId="import-done"
      action={
        <Button data-testid="import-undo" onClick={undo}>
          Undo
        </Button>
      }
    >
      {`${words.join(' and ')} came in from “${last.name}”. You can take that back until you close the browser.`}
    </Notice>
  )
}

function DropPlace({ onFile }: { onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file) onFile(file)
  }
  return (
    <div
      className={styles.drop}
      data-over={over}
      data-testid="import-drop"
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <p>
        Drop a file here, or choose one: a backup of Gloss, or an export of ChatGPT (as it comes, zipped), Open WebUI or
        Page Assist. You see what is in it before anything is written.
      </p>
      <input
        ref={input}
        type="file"
        className={styles.file}
        accept=".json,.zip,application/json,application/zip"
        aria-label="File to import"
        data-testid="import-file"
        tabIndex={-1}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0]
          // The same file can be chosen again.
          currentTarget.value = ''
          if (file) onFile(file)
        }}
      />
      <Button icon={<FolderOpen size={15} aria-hidden />} onClick={() => input.current?.click()}>
        Choose a file…
      </Button>
    </div>
  )
}
