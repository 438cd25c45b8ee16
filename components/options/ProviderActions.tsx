import type { ProviderStatus } from '../../lib/chat/provider-status'
import { isLoopback } from '../../lib/chat/base-url'
import type { ModelInfo } from '../../lib/chat/model-info'
import { CheckupLadder } from '../checkup/CheckupLadder'
import type { MendPlaces } from '../checkup/RungMend'
import { Button } from '../ui/Button'
import controls from './controls.module.css'
import { Failure } from './Failure'
import { useOptions } from './options-context'
import { OutcomeLine } from './OutcomeLine'
import styles from './ProviderActions.module.css'
import type { ProviderForm } from './use-provider-form'

/** *Save*, *Test* and what came of them. */
export function ProviderActions({ provider, form }: { provider: ProviderStatus; form: ProviderForm }) {
  const { models, checkups } = useOptions()
  const hasFields = provider.baseUrl !== ''
  const modelId = `model-${provider.id}`
  const testId = `test-${provider.id}`
  const field = fieldThatMends(provider, form)
  const places: MendPlaces = {
    retry: () => {
      // The button that was pressed goes with its rung; this one stays.
      document.getElementById(testId)?.focus()
      form.begin('test')
    },
    enterKey: field.focus,
    checkAddress: () => form.addressField.current?.focus(),
    chooseModel: () => document.getElementById(modelId)?.focus(),
  }
  const checkup = checkups.of(provider.id)
  const checking = checkup?.status === 'running'
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
          <Button
            id={testId}
            data-testid="provider-test"
            onClick={() => (checking ? checkups.stop(provider.id) : form.begin('test'))}
          >
            {testLabel(form, hasFields, checking)}
          </Button>
        </div>
      </div>
      <div className={styles.outcome} data-testid="provider-status">
        <OutcomeLine
          outcome={form.outcome}
          checkup={checkup}
          local={hasFields && isLoopback(provider.baseUrl)}
          progress={progressOf(form)}
        >
          {({ error }) => (
            <Failure error={error} onRetry={places.retry} field={field} onChooseModel={places.chooseModel} />
          )}
        </OutcomeLine>
        {checkup && <CheckupLadder state={checkup} providerId={provider.id} places={places} />}
      </div>
    </>
  )
}

function testLabel(form: ProviderForm, hasFields: boolean, checking: boolean): string {
  if (checking) return 'Stop'
  if (form.working === 'test') return 'Testing…'
  return hasFields && form.changed ? 'Save and test' : 'Test'
}

function progressOf({ working }: ProviderForm): string | undefined {
  if (working === undefined) return undefined
  return working === 'save' ? 'Saving…' : 'Testing…'
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
