import { ChevronDown } from 'lucide-react'
import { browser } from 'wxt/browser'
import { call } from '../../lib/messaging/calls'
import { useAttempt } from '../hooks/use-attempt'
import { useChatSession } from '../hooks/use-chat'
import { useModelChoices } from '../hooks/use-model-choices'
import styles from './PresetPicker.module.css'

const setUp = 'set-up'

/** Which model answers. The choice holds for the next question and for new chats. */
export function PresetPicker() {
  const { choosePreset } = useChatSession()
  const { groups, selected } = useModelChoices()
  const attempt = useAttempt()

  const choose = (value: string) => {
    if (value === setUp) {
      attempt(() => browser.runtime.openOptionsPage())
      return
    }
    const choice = groups.flatMap((group) => group.choices).find((one) => one.value === value)
    if (!choice) return
    attempt(async () => {
      const presetId = 'presetId' in choice ? choice.presetId : (await call('ensurePreset', choice.model)).id
      await choosePreset(presetId)
    })
  }

  const chosen = groups.flatMap((group) => group.choices).find((one) => one.value === selected)
  return (
    <span className={styles.picker} title={chosen && [chosen.label, ...chosen.facts].join(' · ')}>
      <select
        className={styles.select}
        aria-label="Model"
        data-testid="preset-picker"
        value={selected}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {groups.map((group) => (
          <optgroup key={group.providerId} label={group.name}>
            {group.choices.map(({ value, label, facts }) => (
              <option key={value} value={value} label={[label, ...facts].join(' · ')}>
                {label}
              </option>
            ))}
          </optgroup>
        ))}
        <option value={setUp}>Set up models…</option>
      </select>
      {/* What a closed list shows is not to be had without the facts, for which there is no room. */}
      <span className={styles.face} aria-hidden>
        <span className={styles.name}>{chosen?.label}</span>
        <ChevronDown size={14} />
      </span>
    </span>
  )
}
