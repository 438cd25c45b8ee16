import { Plus } from 'lucide-react'
import { useId } from 'react'
import { builtinPreset } from '../../lib/chat/preset'
import { presetListId } from './element-ids'
import { useOptions } from './options-context'
import styles from './PresetList.module.css'
import { PresetRow } from './PresetRow'
import { newPresetId, routeHash } from './route'

/** Every preset in the order in which the panel offers them. */
export function PresetList() {
  const { presets } = useOptions()
  const introductionId = useId()
  return (
    <section className={styles.group} aria-labelledby={presetListId} aria-describedby={introductionId}>
      <p id={introductionId} className={styles.introduction}>
        A preset is a model with a name, instructions and settings of its own. Choose between them under the question,
        in the panel.
      </p>
      <h2 id={presetListId} className={styles.title} tabIndex={-1}>
        Your presets
      </h2>
      <ul className={styles.list} data-testid="presets">
        <PresetRow preset={builtinPreset} place={undefined} />
        {presets.map((preset, index) => (
          <PresetRow key={preset.id} preset={preset} place={{ index, count: presets.length }} />
        ))}
        <li className={styles.row}>
          <a
            className={styles.add}
            href={routeHash({ section: 'presets', presetId: newPresetId })}
            data-testid="add-preset"
          >
            <span className={styles.plus}>
              <Plus size={18} aria-hidden />
            </span>
            <span className={styles.what}>
              <span className={styles.name}>Add a preset</span>
              <span className={styles.description}>
                For example a strict editor, a patient teacher, a cheap fast one
              </span>
            </span>
          </a>
        </li>
      </ul>
    </section>
  )
}
