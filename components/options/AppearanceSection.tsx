import { Contrast, Monitor, Moon, Sun } from 'lucide-react'
import type { Settings, SettingsPatch } from '../../lib/chat/settings'
import { sendKeyName } from '../chat/composer/send-key'
import { updateSettings, useSettings } from '../hooks/use-settings'
import styles from './AppearanceSection.module.css'
import controls from './controls.module.css'
import { Field } from './Field'
import { languageChoices, languageName } from './languages'
import { NotifySetting } from './NotifySetting'
import { useOptions } from './options-context'
import { Segments, type Segment } from './Segments'
import { SettingCheckbox } from './SettingCheckbox'
import { TitleSetting } from './TitleSetting'

const icon = { size: 15, 'aria-hidden': true } as const

export function AppearanceSection() {
  const { language, cloudDictation } = useSettings()
  const { report } = useOptions()
  const change = (patch: SettingsPatch) => {
    updateSettings(patch).catch(report)
  }
  const browserLanguage = navigator.language
  return (
    <div className={styles.panel}>
      <Choice
        field="theme"
        legend="Theme"
        options={[
          { value: 'system', label: 'System', icon: <Monitor {...icon} /> },
          { value: 'light', label: 'Light', icon: <Sun {...icon} /> },
          { value: 'dark', label: 'Dark', icon: <Moon {...icon} /> },
          { value: 'high-contrast', label: 'High contrast', icon: <Contrast {...icon} /> },
        ]}
        onChange={change}
      />
      <Choice
        field="textSize"
        legend="Text size"
        options={[
          { value: 'small', label: 'Small' },
          { value: 'medium', label: 'Medium' },
          { value: 'large', label: 'Large' },
          { value: 'largest', label: 'Largest' },
        ]}
        onChange={change}
      />
      <Choice
        field="density"
        legend="Spacing"
        options={[
          { value: 'comfortable', label: 'Comfortable' },
          { value: 'compact', label: 'Compact' },
        ]}
        onChange={change}
      />
      <Choice
        field="motion"
        legend="Motion"
        options={[
          { value: 'system', label: 'Like the system' },
          { value: 'reduced', label: 'None' },
        ]}
        onChange={change}
      />
      <Choice
        field="sendKey"
        legend="Send a question with"
        options={[
          { value: 'enter', label: sendKeyName('enter') },
          { value: 'ctrl-enter', label: sendKeyName('ctrl-enter') },
        ]}
        onChange={change}
      />
      <div className={styles.setting}>
        <Field id="language" label="Translate into" hint="What the quick action Translate turns a selection into.">
          {(control) => (
            <select
              {...control}
              className={controls.select}
              data-testid="language"
              value={language}
              onChange={(event) => change({ language: event.currentTarget.value })}
            >
              <option value="">{`Like the browser (${languageName(browserLanguage, browserLanguage)})`}</option>
              {languageChoices(language, browserLanguage).map(({ tag, name }) => (
                <option key={tag} value={tag}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <div className={styles.setting}>
        <NotifySetting onChange={change} />
      </div>
      <div className={styles.setting}>
        <SettingCheckbox
          id="cloud-dictation"
          label="Dictate over the internet where this computer cannot"
          hint="The browser then sends what you say to its maker’s speech service. Off: only what this computer can recognise by itself is used, and you are asked again."
          checked={cloudDictation}
          onChange={(wished) => change({ cloudDictation: wished })}
        />
      </div>
      <div className={styles.setting}>
        <TitleSetting onChange={change} />
      </div>
    </div>
  )
}

type ChoiceProps<Field extends keyof SettingsPatch> = {
  field: Field
  legend: string
  options: Segment<Settings[Field] & string>[]
  onChange: (patch: SettingsPatch) => void
}

/** One of a few, kept as it is chosen. */
function Choice<Field extends 'theme' | 'textSize' | 'density' | 'motion' | 'sendKey'>({
  field,
  legend,
  options,
  onChange,
}: ChoiceProps<Field>) {
  const value: Settings[Field] = useSettings()[field]
  return (
    <div className={styles.setting}>
      <Segments
        legend={legend}
        name={field}
        value={value}
        options={options}
        onChange={(chosen) => onChange({ [field]: chosen })}
      />
    </div>
  )
}
