import { rangeOf } from '../../lib/policy/parameters'
import controls from './controls.module.css'
import { Field } from './Field'
import type { PresetForm } from './preset-form'
import styles from './PresetEditor.module.css'
import type { PresetFormState } from './use-preset-form'

const numbers = [
  { field: 'temperature', label: 'Temperature', mode: 'decimal' },
  { field: 'topP', label: 'Top-p', mode: 'decimal' },
  { field: 'maxOutputTokens', label: 'Longest answer, in tokens', mode: 'numeric' },
] as const

const reasoningChoices: { value: PresetForm['reasoning']; label: string }[] = [
  { value: '', label: 'The model’s own' },
  { value: 'off', label: 'Off' },
  { value: 'low', label: 'Low' },
  { value: 'medium', label: 'Medium' },
  { value: 'high', label: 'High' },
]

/** How the model answers. An empty field leaves it to the model. */
export function PresetParameters({ state }: { state: PresetFormState }) {
  const { form, subject, problems, notes, change, leave } = state
  return (
    <section className={styles.panel} aria-labelledby="preset-parameters">
      <h3 id="preset-parameters" className={styles.subtitle}>
        How it answers
        <span className={styles.aside}>An empty field leaves it to the model.</span>
      </h3>
      <div className={styles.pair}>
        {numbers.map(({ field, label, mode }) => (
          <Field
            key={field}
            id={`preset-${field}`}
            label={label}
            problem={problems[field]}
            hint={notes[field] ?? (problems[field] === undefined && subject && rangeOf(field, subject))}
          >
            {(control) => (
              <input
                {...control}
                className={controls.input}
                data-testid={`preset-${field}`}
                inputMode={mode}
                autoComplete="off"
                value={form[field]}
                onChange={(event) => change({ [field]: event.currentTarget.value })}
                onBlur={() => leave(field)}
              />
            )}
          </Field>
        ))}
        <Field id="preset-reasoning" label="Thinking" hint={notes.reasoning}>
          {(control) => (
            <select
              {...control}
              className={controls.select}
              data-testid="preset-reasoning"
              value={form.reasoning}
              onChange={(event) => {
                const choice = reasoningChoices.find(({ value }) => value === event.currentTarget.value)
                if (choice) change({ reasoning: choice.value })
              }}
            >
              {reasoningChoices.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Field
        id="preset-stop"
        label="Stop sequences"
        problem={problems.stop}
        hint={
          notes.stop ??
          (problems.stop === undefined &&
            'The answer ends before any of these. One a line; \\n stands for a new line, \\t for a tab.')
        }
      >
        {(control) => (
          <textarea
            {...control}
            className={`${controls.input} ${styles.code}`}
            data-testid="preset-stop"
            rows={2}
            autoCapitalize="off"
            spellCheck={false}
            value={form.stop}
            onChange={(event) => change({ stop: event.currentTarget.value })}
            onBlur={() => leave('stop')}
          />
        )}
      </Field>
    </section>
  )
}
