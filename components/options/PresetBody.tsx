import { useState } from 'react'
import controls from './controls.module.css'
import { Field } from './Field'
import styles from './PresetEditor.module.css'
import type { PresetFormState } from './use-preset-form'

/** Fields for the request that Gloss has no field for. Folded away: few need them. */
export function PresetBody({ state }: { state: PresetFormState }) {
  const { form, problems, change, leave } = state
  const [open, setOpen] = useState(form.extraBody !== '')
  return (
    <details
      className={styles.panel}
      open={open || problems.extraBody !== undefined}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className={styles.summary}>More fields for the request</summary>
      <Field
        id="preset-extra"
        label="JSON object"
        problem={problems.extraBody}
        hint='Sent as they are, in the provider’s own words. For example {"seed": 7}. Not the place for a key.'
      >
        {(control) => (
          <textarea
            {...control}
            className={`${controls.input} ${styles.code}`}
            data-testid="preset-extra"
            rows={5}
            autoCapitalize="off"
            spellCheck={false}
            maxLength={20_000}
            value={form.extraBody}
            onChange={(event) => change({ extraBody: event.currentTarget.value })}
            onBlur={() => leave('extraBody')}
          />
        )}
      </Field>
    </details>
  )
}
