import { ArrowLeft } from 'lucide-react'
import { useEffect, useRef, type FormEvent } from 'react'
import type { QuickAction } from '../../../lib/chat/quick-action'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import controls from '../controls.module.css'
import { Field } from '../Field'
import { NameField } from '../NameField'
import formStyles from '../PresetEditor.module.css'
import { routeHash } from '../route'
import { UnsavedNote } from '../UnsavedNote'
import { KeysField } from '../shortcuts/KeysField'
import { ActionPreview } from './ActionPreview'
import { IconField } from './IconField'
import { PlacesField } from './PlacesField'
import { PresetField } from './PresetField'
import { TemplateField } from './TemplateField'
import { useActionForm, type ActionFormState } from './use-action-form'
import styles from './ActionEditor.module.css'

const listHash = routeHash({ section: 'actions' })

/** The form of a quick action; without one, of a new one. Nothing typed is lost when it is refused. */
export function ActionEditor({ action }: { action: QuickAction | undefined }) {
  const state = useActionForm(action, () => (location.hash = listHash))
  const { form, problems, change } = state
  const element = useRef<HTMLFormElement>(null)
  useEffect(() => {
    element.current?.querySelector('input')?.focus()
  }, [])
  const save = (event: FormEvent) => {
    event.preventDefault()
    // The complaints are drawn first; then the first of them takes the focus.
    if (!state.save()) {
      requestAnimationFrame(() => element.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
    }
  }
  return (
    <form ref={element} className={formStyles.form} onSubmit={save} noValidate data-testid="action-form">
      <a className={formStyles.back} href={listHash}>
        <ArrowLeft size={15} aria-hidden />
        All quick actions
      </a>
      <h2 className={formStyles.title} dir="auto">
        {action ? action.name : 'New quick action'}
      </h2>
      <UnsavedNote {...state} />
      <div className={formStyles.panel}>
        <div className={formStyles.pair}>
          <NameField
            id="action-name"
            testId="action-name"
            value={form.name}
            problem={problems.name}
            onChange={(name) => change({ name })}
          />
          <Field id="action-slug" label="Typed as" problem={problems.slug}>
            {(control) => (
              <span className={styles.slug}>
                <span aria-hidden>/</span>
                <input
                  {...control}
                  className={controls.input}
                  data-testid="action-slug"
                  maxLength={40}
                  autoComplete="off"
                  autoCapitalize="off"
                  spellCheck={false}
                  value={form.slug}
                  onChange={(event) => change({ slug: event.currentTarget.value.toLocaleLowerCase() })}
                />
              </span>
            )}
          </Field>
        </div>
        <Field
          id="action-description"
          label="What it does"
          hint="One line, for the list behind the “/”. May stay empty."
        >
          {(control) => (
            <input
              {...control}
              className={controls.input}
              data-testid="action-description"
              maxLength={200}
              autoComplete="off"
              dir="auto"
              value={form.description}
              onChange={(event) => change({ description: event.currentTarget.value })}
            />
          )}
        </Field>
        <IconField value={form.icon} onChange={(icon) => change({ icon })} />
      </div>
      <div className={formStyles.panel}>
        <TemplateField
          template={form.template}
          problem={problems.template}
          onChange={(template) => change({ template })}
        />
        <ActionPreview action={form} />
        <label className={formStyles.check}>
          <input
            type="checkbox"
            data-testid="action-waits"
            checked={form.waits}
            onChange={(event) => change({ waits: event.currentTarget.checked })}
          />
          <span>
            Wait for my words
            <span className={formStyles.aside}>
              It puts its name into the composer, and you write the rest. Otherwise it is sent at once.
            </span>
          </span>
        </label>
      </div>
      <div className={formStyles.panel}>
        <PlacesField value={form.places} onChange={(places) => change({ places })} />
      </div>
      <div className={formStyles.panel}>
        <PresetField state={state} />
        <Keys state={state} />
      </div>
      {state.failure && <Notice error={state.failure}>{state.failure.message}</Notice>}
      <div className={formStyles.actions}>
        <Button type="submit" look="primary" data-testid="action-save">
          {state.saving ? 'Saving…' : 'Save quick action'}
        </Button>
        <Button onClick={state.close}>Cancel</Button>
      </div>
    </form>
  )
}

function Keys({ state: { form, change, drop, problems } }: { state: ActionFormState }) {
  return (
    <div className={styles.keys}>
      <p id="keys-of-action" className={styles.label}>
        Keys
      </p>
      <KeysField
        labelledBy="keys-of-action"
        id="action"
        ownerId={form.id}
        keys={form.shortcut ?? ''}
        original={form.shortcut ?? ''}
        onChange={(keys) => (keys === '' ? drop('shortcut') : change({ shortcut: keys }))}
      />
      <p className={styles.hint}>
        They work while the panel has the keyboard. Browsers give an extension four keys that work everywhere, so no
        action has one of those; “Ask about selection” does.
      </p>
      {problems.shortcut !== undefined && (
        <p role="alert" className={styles.problem}>
          {problems.shortcut}
        </p>
      )}
    </div>
  )
}
