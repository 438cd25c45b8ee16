import { builtinPreset } from '../../lib/chat/preset'
import { comparedPresets, defaultPreset } from '../../lib/settings/presets'
import { openSettings } from '../hooks/open-settings'
import { useAttempt } from '../hooks/use-attempt'
import { useOllama } from '../hooks/use-ollama'
import { useSettings } from '../hooks/use-settings'
import styles from './EmptyState.module.css'

/** Says who answers, and offers better where there is better. */
export function Connected() {
  const settings = useSettings()
  const preset = defaultPreset(settings)
  const compared = comparedPresets(settings)
  const { discovery, connect } = useOllama()
  const attempt = useAttempt()

  if (preset.id !== builtinPreset.id || compared.length > 0) {
    return (
      <p
        className={styles.connected}
      >{`Answered by ${new Intl.ListFormat('en').format([preset, ...compared].map(({ name }) => name))}`}</p>
    )
  }
  const ollama = discovery !== undefined && discovery.state !== 'absent'
  return (
    <p className={styles.connected}>
      <span>
        The built-in reader finds and quotes. {ollama ? 'Ollama runs on this computer:' : 'For written answers:'}
      </span>
      {ollama ? (
        <button type="button" className={styles.connect} data-testid="connect-ollama" onClick={() => attempt(connect)}>
          Use Ollama
        </button>
      ) : (
        <button type="button" className={styles.connect} onClick={() => attempt(() => openSettings('welcome'))}>
          Connect a model
        </button>
      )}
    </p>
  )
}
