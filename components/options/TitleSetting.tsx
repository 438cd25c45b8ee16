import { updateSettings, useSettings } from '../hooks/use-settings'
import { useOptions } from './options-context'
import { SettingCheckbox } from './SettingCheckbox'

/** Who names a conversation. What the reader calls it always stays. */
export function TitleSetting() {
  const { titles } = useSettings()
  const { report } = useOptions()
  return (
    <SettingCheckbox
      id="titles-by-model"
      label="Let the model name new conversations"
      hint="After the first answer, its model is asked for a short name: one more small request, shown on the receipt of that answer. Otherwise a conversation is called by its first words."
      checked={titles === 'model'}
      onChange={(wished) => void updateSettings({ titles: wished ? 'model' : 'first-words' }).catch(report)}
    />
  )
}
