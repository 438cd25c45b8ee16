import type { ProviderStatus } from '../../lib/chat/provider-status'
import { isLoopback } from '../../lib/chat/base-url'
import type { ModelInfo } from '../../lib/chat/model-info'
import { Button } from '../ui/Button'
import controls from './controls.module.css'
import { Failure } from './Failure'
import { useOptions } from './options-context'
import { OutcomeLine } from './OutcomeLine'
import styles from './ProviderActions.module.css'
import type { ProviderForm } from './use-provider-form'

/** *Save*, *Test* and what came of them. */
export function ProviderActions({ provider, form }: { provider: ProviderStatus; form: ProviderForm }) {
  const { models } = useOptions()
  const hasFields = provider.baseUrl !== ''
  const modelId = `model-${provider.id}`
  const focusModel = () => document.getElementById(modelId)?.focus()
  return (
    <>
      <div className={styles.actions}>
        {hasFields && (
          <Button type="submit" look={form.changed ? 'primary' : 'plain'} data-testid="provider-save">
            {form.working === 'save' ? 'Saving…' : 'Save'}
          </Button>
        )}
        <div className={styles.test} data-alone={!hasFields || undefined}>
          {hasFields && <TestModel id={modelId} form={form} models={models.of(provider.id).list?.models ?? []} />}
          <Button data-testid="provider-test" onClick={() => form.begin('test')}>
            {testLabel(form, hasFields)}
          </Button>
        </div>
      </div>
      <OutcomeLine outcome={form.outcome} progress={progressOf(provider, form)}>
        {({ error }) => (
          <Failure
            error={error}
            onRetry={() => form.begin('test')}
            field={fieldThatMends(provider, form)}
            onChooseModel={focusModel}
          />
        )}
      </OutcomeLine>
    </>
  )
}

function testLabel(form: ProviderForm, hasFields: boolean): string {
  if (form.working === 'test') return 'Testing…'
  return hasFields && form.changed ? 'Save and test' : 'Test'
}

function progressOf(provider: ProviderStatus, form: ProviderForm): string | undefined {
  if (form.working === 'save') return 'Saving…'
  if (form.working !== 'test') return undefined
  const local = provider.baseUrl !== '' && isLoopback(provider.baseUrl)
  return local
    ? 'Asking a short question. A model on this computer may take a while to load.'
    : 'Asking a short question.'
}

/** Where a failure that lies in the settings leads on this page. */
export function fieldThatMends(provider: ProviderStatus, form: ProviderForm) {
  if (provider.key === 'none') return { label: 'Check the address', focus: () => form.addressField.current?.focus() }
  return {
    label: provider.hasKey ? 'Replace the key' : 'Enter the key',
    focus: () => {
      form.keyField.current?.focus()
      if (provider.hasKey) form.replaceKey(true)
    },
  }
}

/** Which model is tested: one of the list, or a name typed in where the server lists none. */
function TestModel({ id, form, models }: { id: string; form: ProviderForm; models: readonly ModelInfo[] }) {
  const common = {
    id,
    'aria-label': 'Model to test',
    'data-testid': 'provider-model',
    value: form.model,
  }
  if (models.length === 0) {
    return (
      <input
        {...common}
        className={controls.input}
        placeholder="Model name"
        spellCheck={false}
        onChange={(event) => form.setModel(event.currentTarget.value)}
      />
    )
  }
  return (
    <select {...common} className={controls.select} onChange={(event) => form.setModel(event.currentTarget.value)}>
      {models.map((model) => (
        <option key={model.id} value={model.id}>
          {model.name ?? model.id}
        </option>
      ))}
    </select>
  )
}
