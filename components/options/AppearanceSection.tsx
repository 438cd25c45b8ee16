import { Contrast, Monitor, Moon, Sun } from 'lucide-react'
import type { SettingsPatch } from '../../lib/chat/settings'
import { updateSettings, useSettings } from '../hooks/use-settings'
import styles from './AppearanceSection.module.css'
import controls from './controls.module.css'
import { Field } from './Field'
import { languageChoices, languageName } from './languages'
import { NotifySetting } from './NotifySetting'
import { useOptions } from './options-context'
import { Segments } from './Segments'
import { SettingCheckbox } from './SettingCheckbox'
import { TitleSetting } from './TitleSetting'

const isMac = navigator.platform.startsWith('Mac')

export function AppearanceSection() {
  const { theme, textSize, density, motion, sendKey, language, cloudDictation } = useSettings()
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
            { value: 'high-contrast', label: 'High contrast', icon: <Contrast size={15} aria-hidden /> },
          ]}
          onChange={(value) => change({ theme: value })}
        />
      </div>
      <div className={styles.setting}>
        <Segments
          legend="Text size"
          name="text-size"
          value={textSize}
          options={[
            { value: 'small', label: 'Small' },
            { value: 'medium', label: 'Medium' },
            { value: 'large', label: 'Large' },
            { value: 'largest', label: 'Largest' },
          ]}
          onChange={(value) => change({ textSize: value })}
        />
      </div>
      <div className={styles.setting}>
        <Segments
          legend="Spacing"
          name="density"
          value={density}
          options={[
            { value: 'comfortable', label: 'Comfortable' },
            { value: 'compact', label: 'Compact' },
          ]}
          onChange={(value) => change({ density: value })}
        />
      </div>
      <div className={styles.setting}>
        <Segments
          legend="Motion"
          name="motion"
          value={motion}
          options={[
            { value: 'system', label: 'Like the system' },
            { value: 'reduced', label: 'None' },
          ]}
          onChange={(value) => change({ motion: value })}
        />
      </div>
      <div className={styles.setting}>
        <Segments
          legend="Send a question with"
          name="send-key"
          value={sendKey}
          options={[
            { value: 'enter', label: 'Enter' },
            { value: 'ctrl-enter', label: isMac ? '⌘ Enter' : 'Ctrl+Enter' },
          ]}
          onChange={(value) => change({ sendKey: value })}
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
