import { useLiveQuery } from 'dexie-react-hooks'
import { recordingsBytes, tapeBytes } from '../../lib/chat/cassette'
import { measureRecordings } from '../../lib/db/cassettes'
import { call } from '../../lib/messaging/calls'
import { counted, inBytes } from '../chat/measure-words'
import { useSettings } from '../hooks/use-settings'
import { Button } from '../ui/Button'
import styles from './RecordingsPart.module.css'
import { useOptions } from './options-context'

/** Answers kept as they went over the network, to find out why one went wrong. */
export function RecordingsPart() {
  const { recordAnswers } = useSettings()
  const { report } = useOptions()
  const kept = useLiveQuery(measureRecordings)
  const record = (wished: boolean) => {
    call('updateSettings', { patch: { recordAnswers: wished } }).catch(report)
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
          <input
            id="record-answers"
            type="checkbox"
            className={styles.checkbox}
            data-testid="record-answers"
            aria-describedby="record-answers-hint"
            checked={recordAnswers}
            onChange={(event) => record(event.currentTarget.checked)}
          />
          <label htmlFor="record-answers" className={styles.label}>
            Record answers for a bug report
          </label>
          <p id="record-answers-hint" className={styles.hint}>
            {`Keeps all that is sent and received for each answer, the page’s text too, but never a key. Recordings stay in this browser until you save one under “What was sent” of its answer. One holds at most ${inBytes(tapeBytes)}; of all together the newest ${inBytes(recordingsBytes)} are kept.`}
          </p>
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
