import { builtinPreset } from '../../lib/chat/preset'
import { presetListId } from './element-ids'
import { useOptions } from './options-context'
import { PresetRow } from './PresetRow'
import { newPresetId, routeHash } from './route'
import { RowList } from './RowList'

/** Every preset in the order in which the panel offers them. */
export function PresetList() {
  const { presets } = useOptions()
  return (
    <RowList
      id={presetListId}
      title="Your presets"
      introduction="A preset is a model with a name, instructions and settings of its own. Choose between them under the question, in the panel."
      testId="presets"
      add={{
        href: routeHash({ section: 'presets', presetId: newPresetId }),
        testId: 'add-preset',
        name: 'Add a preset',
        hint: 'For example a strict editor, a patient teacher, a cheap fast one',
      }}
    >
      <PresetRow preset={builtinPreset} place={undefined} />
      {presets.map((preset, index) => (
        <PresetRow key={preset.id} preset={preset} place={{ index, count: presets.length }} />
      ))}
    </RowList>
  )
}
