import { Monitor, Moon, Sun } from 'lucide-react'
import type { SettingsPatch } from '../../lib/chat/settings'
import { updateSettings, useSettings } from '../hooks/use-settings'
import styles from './AppearanceSection.module.css'
import controls from './controls.module.css'
import { Field } from './Field'
import { languageChoices, languageName } from './languages'
import { NotifySetting } from './NotifySetting'
import { useOptions } from './options-context'
import { Segments } from './Segments'

export function AppearanceSection() {
  const { theme, language } = useSettings()
  const { report } = useOptions()
  const change = (patch: SettingsPatch) => {
    updateSettings(patch).catch(report)
  }
  const browserLanguage = navigator.language
  return (
    <div className={styles.panel}>
      <div className={styles.setting}>
        <Segments
          legend="Theme"
          name="theme"
          value={theme}
          options={[
            { value: 'system', label: 'System', icon: <Monitor size={15} aria-hidden /> },
            { value: 'light', label: 'Light', icon: <Sun size={15} aria-hidden /> },
            { value: 'dark', label: 'Dark', icon: <Moon size={15} aria-hidden /> },
          ]}
          onChange={(value) => change({ theme: value })}
        />
      </div>
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
    </div>
  )
}
