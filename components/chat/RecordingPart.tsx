import { useLiveQuery } from 'dexie-react-hooks'
import { Download, Radio } from 'lucide-react'
import { useId, useState } from 'react'
import type { Cassette } from '../../lib/chat/cassette'
import { cassetteToFile } from '../../lib/chat/cassette-file'
import type { Message } from '../../lib/chat/message'
import { builtinPreset } from '../../lib/chat/preset'
import { getRecording } from '../../lib/db/cassettes'
import { findPreset } from '../../lib/settings/presets'
import { saveFile } from '../hooks/save-file'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { useSettings } from '../hooks/use-settings'
import { Button } from '../ui/Button'
import { recordingName, recordingSummary } from './recording-words'
import styles from './ReceiptDialog.module.css'

type RecordingPartProps = {
  message: Message
  /** Why there is none, where one was wished. */
  problem: string | undefined
  onClose: () => void
}

/** How an answer went over the network: to be saved where it was recorded, else a way to have it recorded. */
export function RecordingPart({ message, problem, onClose }: RecordingPartProps) {
  const found = useLiveQuery(async () => ({ recording: await getRecording(message.id) }), [message.id])
  if (!found || message.providerId === builtinPreset.providerId) return null
  const { recording } = found
  return (
    <section className={styles.recording} aria-label="Recording" data-testid="recording">
      <h3 className={styles.heading}>For a bug report</h3>
      {recording ? (
        <Recorded cassette={recording.cassette} />
      ) : (
        <AskAgain message={message} problem={problem} onClose={onClose} />
      )}
    </section>
  )
}

function Recorded({ cassette }: { cassette: Cassette }) {
  const [withQuestion, setWithQuestion] = useState(false)
  const id = useId()
  const save = () => saveFile(recordingName(cassette), cassetteToFile(cassette, { withQuestion }))
  return (
    <>
      <p data-testid="recording-summary">{recordingSummary(cassette)}</p>
      <label className={styles.choice} htmlFor={id}>
        <input
          id={id}
          type="checkbox"
          checked={withQuestion}
          data-testid="recording-with-question"
          onChange={(event) => setWithQuestion(event.currentTarget.checked)}
        />
        Include what was sent: the conversation and the page
      </label>
      <p className={styles.hint}>
        {withQuestion
          ? 'The file will hold the question, the page and the answer, as they are. It holds no key.'
          : 'The file will hold the answer, which may quote the page. It holds neither a key nor what you asked.'}
      </p>
      <div>
        <Button icon={<Download size={15} aria-hidden />} data-testid="recording-save" onClick={save}>
          Save recording
        </Button>
      </div>
    </>
  )
}

function AskAgain({ message, problem, onClose }: RecordingPartProps) {
  const { chat } = useChatSession()
  const settings = useSettings()
  const busy = useChatState(({ sent, runningIds }) => sent !== null || runningIds.length > 0)
  const ask = () => {
    const presetId = message.presetId
    // The model that answered is the one to look at; without it the chosen one is asked.
    const same = presetId !== undefined && findPreset(settings, presetId) ? { presetId } : {}
    onClose()
    void chat.retry(message.id, { ...same, record: true })
  }
  return (
    <>
      <p className={styles.hint}>
        {problem === undefined
          ? 'This answer was not recorded. A recording keeps, in this browser, every byte that was sent and received, but no key.'
          : `This answer could not be recorded. ${problem}`}
      </p>
      <div>
        <Button icon={<Radio size={15} aria-hidden />} data-testid="recording-ask" disabled={busy} onClick={ask}>
          Ask again and record
        </Button>
      </div>
    </>
  )
}
