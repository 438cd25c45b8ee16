import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import type { Dictation } from './use-dictation'
import styles from './Dictation.module.css'

/** Asks once, in plain words, before speech leaves this device. */
export function DictationConsent({ dictation: { state, place, agree, stop } }: { dictation: Dictation }) {
  if (state !== 'asking') return null
  return (
    <Dialog title="Dictate" onClose={stop} testId="dictation-consent">
      <div className={styles.consent}>
        {place === 'installable' && (
          <p>This browser can recognise speech on this device, once it has downloaded your language.</p>
        )}
        <p>
          {place === 'installable' ? 'Or it sends' : 'To turn speech into text, this browser sends'} what the microphone
          hears while you dictate to a service of its maker, such as Google for Chrome.
        </p>
        <p>Gloss gets the words only, and keeps no sound. You are asked this once.</p>
        <div className={styles.bar}>
          {place === 'installable' && (
            <Button look="primary" data-testid="dictation-install" onClick={() => agree('install')}>
              Recognise on this device
            </Button>
          )}
          <Button
            look={place === 'installable' ? 'plain' : 'primary'}
            data-testid="dictation-agree"
            onClick={() => agree('service')}
          >
            Use the service
          </Button>
          <Button onClick={stop}>Not now</Button>
        </div>
      </div>
    </Dialog>
  )
}
