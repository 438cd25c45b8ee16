import controls from './controls.module.css'
import { Field } from './Field'

type NameFieldProps = {
  id: string
  testId: string
  value: string
  problem: string | undefined
  onChange: (name: string) => void
}

/** What the user calls a server or a preset. */
export function NameField({ id, testId, value, problem, onChange }: NameFieldProps) {
  return (
    <Field id={id} label="Name" problem={problem}>
      {(control) => (
        <input
          {...control}
          className={controls.input}
          data-testid={testId}
          maxLength={80}
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}
