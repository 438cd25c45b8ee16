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

  return (
    <select
      className={styles.picker}
      aria-label="Model"
      data-testid="preset-picker"
      value={selected}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      {groups.map((group) => (
        <optgroup key={group.providerId} label={group.name}>
          {group.choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </optgroup>
      ))}
      <option value={setUp}>Set up models…</option>
    </select>
  )
}
