import { useState } from 'react'
import { useAppearance } from '../hooks/use-appearance'
import { Button } from '../ui/Button'
import { Notice } from '../ui/Notice'
import styles from './Dictation.module.css'

const denied =
  'The browser does not let Gloss use the microphone. Press the sign before the address of this tab, allow the microphone there, and try again.'
const missing = 'No microphone was found. Connect one, and try again.'

/** The browser asks for the microphone in tabs only, and not in a side panel: this is such a tab. */
export function MicrophonePage() {
  useAppearance()
  const [state, setState] = useState<'new' | 'granted' | 'denied' | 'missing'>('new')
  const ask = async () => {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
      // Only the permission is wanted.
      for (const track of stream.getTracks()) track.stop()
      setState('granted')
    } catch (error) {
      setState(error instanceof DOMException && error.name === 'NotFoundError' ? 'missing' : 'denied')
    }
  }
  return (
    <main className={styles.page}>
      <img src="/icon.svg" alt="" width={44} height={44} />
      <h1>Dictate to Gloss</h1>
      {state === 'granted' ? (
        <Notice tone="success" testId="microphone-granted">
          Gloss may listen now. Go back to the panel and speak. If you allowed it for this time only, keep this tab open
          meanwhile.
        </Notice>
      ) : (
        <>
          <p>
            To turn what you say into text, Gloss needs the microphone. It listens only while you dictate, and shows
            that.
          </p>
          {state !== 'new' && <Notice testId="microphone-problem">{state === 'missing' ? missing : denied}</Notice>}
          <Button look="primary" data-testid="microphone-ask" onClick={() => void ask()}>
            {state === 'new' ? 'Allow the microphone' : 'Try again'}
          </Button>
        </>
      )}
    </main>
  )
}
