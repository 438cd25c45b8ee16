import { builtinPreset } from '../../../lib/chat/preset'
import controls from '../controls.module.css'
import { Field } from '../Field'
import { useOptions } from '../options-context'
import type { ActionFormState } from './use-action-form'

/** Who answers this action. */
export function PresetField({ state: { form, change, drop } }: { state: ActionFormState }) {
  const { presets } = useOptions()
  return (
    <Field
      id="action-preset"
      label="Answered by"
      hint="A preset of its own, such as a fast model for translations. One that is switched off is not asked."
    >
      {(control) => (
        <select
          {...control}
          className={controls.select}
          data-testid="action-preset"
          value={form.presetId ?? ''}
          onChange={({ currentTarget: { value } }) => (value === '' ? drop('presetId') : change({ presetId: value }))}
        >
          <option value="">Whoever is chosen under the question</option>
          {[builtinPreset, ...presets].map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
