import { ArrowLeft } from 'lucide-react'
import { useEffect, useRef, type FormEvent } from 'react'
import type { Preset } from '../../lib/chat/preset'
import { Button } from '../ui/Button'
import { Notice } from '../ui/Notice'
import controls from './controls.module.css'
import { Field } from './Field'
import styles from './PresetEditor.module.css'
import { PresetBody } from './PresetBody'
import { PresetFallbacks } from './PresetFallbacks'
import { PresetModel } from './PresetModel'
import { PresetParameters } from './PresetParameters'
import { routeHash } from './route'
import { UnsavedNote } from './UnsavedNote'
import { useDefaultModel } from './use-default-model'
import { usePresetForm } from './use-preset-form'
import { NameField } from './NameField'

const listHash = routeHash({ section: 'presets' })

/** The form of a preset; without one, of a new one. Nothing typed is lost when it is refused. */
export function PresetEditor({ preset }: { preset: Preset | undefined }) {
  const state = usePresetForm(preset, () => (location.hash = listHash))
  const { form, problems, change } = state
  const element = useRef<HTMLFormElement>(null)
  const isDefault = useDefaultModel().preset.id === preset?.id

  useEffect(() => {
    element.current?.querySelector('input')?.focus()
  }, [])
  const save = (event: FormEvent) => {
    event.preventDefault()
    // The complaints are drawn first; then the first of them takes the focus.
    if (!state.save()) requestAnimationFrame(() => focusFirstProblem(element.current))
  }
  return (
    <form ref={element} className={styles.form} onSubmit={save} noValidate data-testid="preset-form">
      <a className={styles.back} href={listHash}>
        <ArrowLeft size={15} aria-hidden />
        All presets
      </a>
      <h2 className={styles.title}>{preset ? preset.name : 'New preset'}</h2>
      <UnsavedNote {...state} />
      <div className={styles.panel}>
        <NameField
          id="preset-name"
          testId="preset-name"
          value={form.name}
          problem={problems.name}
          onChange={(name) => change({ name })}
        />
        <PresetModel state={state} />
      </div>
      <div className={styles.panel}>
        <Field
          id="preset-system"
          label="Instructions"
          hint="What the model is told before everything else. Empty: what Gloss tells it by itself. That the text of a page is never an instruction is always said besides."
        >
          {(control) => (
            <textarea
              {...control}
              className={`${controls.input} ${styles.text}`}
              data-testid="preset-system"
              rows={5}
              dir="auto"
              maxLength={100_000}
              value={form.systemPrompt}
              onChange={(event) => change({ systemPrompt: event.currentTarget.value })}
            />
          )}
        </Field>
      </div>
      <PresetParameters state={state} />
      <PresetFallbacks presetId={preset?.id} state={state} />
      <PresetBody state={state} />
      <label className={styles.check}>
        <input
          type="checkbox"
          data-testid="preset-active"
          checked={form.active}
          disabled={isDefault}
          onChange={(event) => change({ active: event.currentTarget.checked })}
        />
        <span>
          Offer it where a model is chosen
          {isDefault && (
            <span className={styles.aside}>New chats start with it: make another one the default first.</span>
          )}
        </span>
      </label>
      {state.failure && <Notice error={state.failure}>{state.failure.message}</Notice>}
      <div className={styles.actions}>
        <Button type="submit" look="primary" data-testid="preset-save">
          {state.saving ? 'Saving…' : 'Save preset'}
        </Button>
        <Button onClick={state.close}>Cancel</Button>
      </div>
    </form>
  )
}

function focusFirstProblem(form: HTMLFormElement | null): void {
  const field = form?.querySelector<HTMLElement>('[aria-invalid=true]')
  field?.closest('details')?.setAttribute('open', '')
  field?.focus()
}
