import { Contrast, Monitor, Moon, Sun, type LucideIcon } from 'lucide-react'
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
        labels={{ system: 'System', light: 'Light', dark: 'Dark', 'high-contrast': 'High contrast' }}
        icons={{ system: Monitor, light: Sun, dark: Moon, 'high-contrast': Contrast }}
        onChange={change}
      />
      <Choice
        field="textSize"
        legend="Text size"
        labels={{ small: 'Small', medium: 'Medium', large: 'Large', largest: 'Largest' }}
        onChange={change}
      />
      <Choice
        field="density"
        legend="Spacing"
        labels={{ comfortable: 'Comfortable', compact: 'Compact' }}
        onChange={change}
      />
      <Choice
        field="motion"
        legend="Motion"
        labels={{ system: 'Like the system', reduced: 'None' }}
        onChange={change}
      />
      <Choice
        field="sendKey"
        legend="Send a question with"
        labels={{ enter: sendKeyName('enter'), 'ctrl-enter': sendKeyName('ctrl-enter') }}
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
    </div>
  )
}

type ChoiceField = 'theme' | 'textSize' | 'density' | 'motion' | 'sendKey'

type ChoiceProps<Field extends ChoiceField> = {
  field: Field
  legend: string
  /** In the order in which they stand. */
  labels: Record<Settings[Field], string>
  icons?: Record<Settings[Field], LucideIcon>
  onChange: (patch: SettingsPatch) => void
}

/** One of a few, kept as it is chosen. */
function Choice<Field extends ChoiceField>({ field, legend, labels, icons, onChange }: ChoiceProps<Field>) {
  const value: Settings[Field] = useSettings()[field]
  // The record has these keys and no others.
  const values = Object.keys(labels) as Settings[Field][]
  const options = values.map((one): Segment<Settings[Field]> => {
    const Icon: LucideIcon | undefined = icons?.[one]
    return { value: one, label: labels[one], ...(Icon && { icon: <Icon size={15} aria-hidden /> }) }
  })
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
