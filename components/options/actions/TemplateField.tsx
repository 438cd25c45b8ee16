import { useLayoutEffect, useRef } from 'react'
import { longestTemplate, templateVariables, type TemplateVariable } from '../../../lib/chat/template'
import controls from '../controls.module.css'
import { Field } from '../Field'
import styles from './ActionEditor.module.css'

const variables = Object.keys(templateVariables) as TemplateVariable[]

type TemplateFieldProps = { template: string; problem: string | undefined; onChange: (template: string) => void }

/** What is asked, with buttons that put a variable where the cursor stands. */
export function TemplateField({ template, problem, onChange }: TemplateFieldProps) {
  const input = useRef<HTMLTextAreaElement>(null)
  const cursor = useRef<number>(undefined)
  useLayoutEffect(() => {
    if (cursor.current === undefined) return
    input.current?.focus()
    input.current?.setSelectionRange(cursor.current, cursor.current)
    cursor.current = undefined
  }, [template])

  const insert = (name: TemplateVariable) => {
    const { selectionStart = template.length, selectionEnd = template.length } = input.current ?? {}
    const written = `{{${name}}}`
    cursor.current = selectionStart + written.length
    onChange(template.slice(0, selectionStart) + written + template.slice(selectionEnd))
  }
  return (
    <>
      <Field
        id="action-template"
        label="What is asked"
        hint="What is read on a page travels beside the question, marked as material; the variables only name it."
        problem={problem}
      >
        {(control) => (
          <textarea
            {...control}
            ref={input}
            className={`${controls.input} ${styles.template}`}
            data-testid="action-template"
            rows={4}
            dir="auto"
            maxLength={longestTemplate}
            placeholder="Find the three weakest points of {{selection}}."
            value={template}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
        )}
      </Field>
      <div className={styles.variables} role="group" aria-label="Put in a variable">
        {variables.map((name) => (
          <button
            key={name}
            type="button"
            className={styles.variable}
            title={templateVariables[name]}
            aria-label={`${name}: ${templateVariables[name]}`}
            data-testid={`variable-${name}`}
            onClick={() => insert(name)}
          >
            {name}
          </button>
        ))}
      </div>
    </>
  )
}
