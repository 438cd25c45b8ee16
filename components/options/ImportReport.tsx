import { useEffect, useRef, useState } from 'react'
import type { StoredAmong } from '../../lib/db/import-records'
import type { ImportFile } from '../../lib/transfer/import-types'
import type { KnownChoice } from '../../lib/transfer/plan'
import { counted } from '../chat/measure-words'
import { Button } from '../ui/Button'
import styles from './DataSection.module.css'
import { contentWords, isAre, serverWords, settingsWords, sourceNames } from './import-words'
import { Segments } from './Segments'
import { SettingCheckbox } from './SettingCheckbox'

type ImportReportProps = {
  file: ImportFile
  stored: StoredAmong
  onBringIn: (choices: { known: KnownChoice; withSettings: boolean }) => void
  onCancel: () => void
}

/** What an import would do. Nothing is written before its button is pressed. */
export function ImportReport({ file, stored, onBringIn, onCancel }: ImportReportProps) {
  const { name, source, bundles, leftOut, mended, settings } = file
  const [known, setKnown] = useState<KnownChoice>('skip')
  const [withSettings, setWithSettings] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  // The button that was pressed is gone: the focus goes to what came in its place.
  useEffect(() => heading.current?.focus(), [])

  const here = bundles.filter(({ conversation }) => stored.conversationIds.has(conversation.id)).length
  const count = known === 'copy' ? bundles.length : bundles.length - here
  const brought = settingsWords(settings)
  const parts = [...(count > 0 ? [counted(count, 'conversation')] : []), ...(withSettings ? [brought] : [])]
  const bringInLabel = parts.length === 0 ? 'Nothing new to bring in' : `Bring in ${parts.join(' and ')}`
  return (
    <div data-testid="import-report">
      <div className={styles.row}>
        <h3 ref={heading} tabIndex={-1} className={styles.name}>
          {name}
        </h3>
        <ul className={styles.facts}>
          <li>{sourceNames[source]}.</li>
          <li data-testid="import-content">{`${contentWords(bundles)}.`}</li>
          {mended > 0 && (
            <li>{`${counted(mended, 'conversation')} had messages out of place, which are put in order.`}</li>
          )}
          {here > 0 && (
            <li data-testid="import-known">{`${here.toLocaleString('en')} ${isAre(here)} here already.`}</li>
          )}
        </ul>
        {leftOut.length > 0 && (
          <details className={styles.leftOut} data-testid="import-left-out">
            <summary>{`${leftOut.length.toLocaleString('en')} cannot be read and ${isAre(leftOut.length)} left out`}</summary>
            <ul>
              {leftOut.slice(0, shownLeftOut).map(({ place, reason }) => (
                <li key={`${place} ${reason}`}>{`${place}: ${reason}`}</li>
              ))}
              {leftOut.length > shownLeftOut && (
                <li>{`And ${(leftOut.length - shownLeftOut).toLocaleString('en')} more.`}</li>
              )}
            </ul>
          </details>
        )}
      </div>
      {here > 0 && (
        <div className={styles.row}>
          <Segments
            legend="What is here already"
            name="import-known"
            value={known}
            options={[
              { value: 'skip', label: 'Leave out' },
              { value: 'copy', label: 'Bring in as a copy' },
            ]}
            onChange={setKnown}
          />
        </div>
      )}
      {settings && brought !== '' && (
        <div className={styles.row}>
          <SettingCheckbox
            id="import-settings"
            label={`Also bring in ${brought}`}
            hint={
              settings.customProviders.length === 0
                ? 'They come beside those you have; none of yours changes.'
                : `Only when you know these addresses, since questions would go there: ${serverWords(settings)}. None of yours changes, and no key goes to them until you enter one.`
            }
            checked={withSettings}
            onChange={setWithSettings}
          />
        </div>
      )}
      <div className={`${styles.row} ${styles.actions}`}>
        <Button
          look="primary"
          data-testid="import-bring-in"
          disabled={parts.length === 0}
          onClick={() => onBringIn({ known, withSettings })}
        >
          {bringInLabel}
        </Button>
        <Button data-testid="import-cancel" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  )
}

const shownLeftOut = 100
