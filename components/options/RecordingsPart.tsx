import { useLiveQuery } from 'dexie-react-hooks'
import { recordingsBytes, tapeBytes } from '../../lib/chat/cassette'
import { measureRecordings } from '../../lib/db/cassettes'
import { call } from '../../lib/messaging/calls'
import { counted, inBytes } from '../chat/measure-words'
import { updateSettings, useSettings } from '../hooks/use-settings'
import { Button } from '../ui/Button'
import styles from './RecordingsPart.module.css'
import { useOptions } from './options-context'
import { SettingCheckbox } from './SettingCheckbox'

/** Answers kept as they went over the network, to find out why one went wrong. */
export function RecordingsPart() {
  const { recordAnswers } = useSettings()
  const { report } = useOptions()
  const kept = useLiveQuery(measureRecordings)
  const record = (wished: boolean) => {
    updateSettings({ recordAnswers: wished }).catch(report)
  }
  const remove = () => {
    call('deleteRecordings').catch(report)
  }
  return (
    <section aria-labelledby="recordings" className={styles.recordings}>
      <h2 id="recordings" className={styles.title}>
        Recordings
      </h2>
      <div className={styles.panel}>
        <div className={styles.setting}>
          <SettingCheckbox
            id="record-answers"
            label="Record answers for a bug report"
            hint={`Keeps all that is sent and received for each answer, the page’s text too, but never a key. Recordings stay in this browser until you save one under “What was sent” of its answer. One holds at most ${inBytes(tapeBytes)}; of all together the newest ${inBytes(recordingsBytes)} are kept.`}
            checked={recordAnswers}
            onChange={record}
          />
        </div>
        <div className={styles.kept}>
          <p role="status" data-testid="recordings-kept">
            {kept &&
              (kept.count === 0 ? 'No recordings.' : `${counted(kept.count, 'recording')}, ${inBytes(kept.bytes)}.`)}
          </p>
          <Button look="danger" data-testid="delete-recordings" disabled={!kept || kept.count === 0} onClick={remove}>
            Delete recordings
          </Button>
        </div>
      </div>
    </section>
  )
}
