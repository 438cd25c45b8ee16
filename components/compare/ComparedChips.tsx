import { X } from 'lucide-react'
import { defaultPreset, comparedPresets } from '../../lib/settings/presets'
import { useAttempt } from '../hooks/use-attempt'
import { useChatSession } from '../hooks/use-chat'
import { useSettings } from '../hooks/use-settings'
import { Button, IconButton } from '../ui/Button'
import { ModelName } from './ModelName'
import styles from './ComparedChips.module.css'

/** In the composer, as long as each question is put to several models: to which, and how to stop that. */
export function ComparedChips() {
  const { chat, choosePreset } = useChatSession()
  const settings = useSettings()
  const attempt = useAttempt()
  const compared = comparedPresets(settings)
  if (compared.length === 0) return null
  const all = [defaultPreset(settings), ...compared]
  const names = all.map(({ name }) => name)

  const ask = (ids: readonly string[]) => {
    const [first, ...others] = ids
    chat.focusComposer()
    if (first !== undefined) attempt(() => choosePreset(first, others))
  }
  return (
    <div className={styles.chips} role="group" aria-label="Models that are compared" data-testid="compared">
      <span className={styles.word}>Compares</span>
      {all.map(({ id, name }) => (
        <span key={id} className={styles.chip} data-testid="compared-model">
          <span className={styles.name} title={name}>
            <ModelName name={name} names={names} />
          </span>
          <IconButton
            label={`Do not ask ${name}`}
            className={styles.remove ?? ''}
            onClick={() => ask(all.flatMap((one) => (one.id === id ? [] : one.id)))}
          >
            <X size={13} aria-hidden />
          </IconButton>
        </span>
      ))}
      <Button
        look="quiet"
        className={styles.off ?? ''}
        data-testid="compared-off"
        onClick={() => ask([all[0]?.id ?? ''])}
      >
        Turn off
      </Button>
    </div>
  )
}
