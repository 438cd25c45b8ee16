import type { FormEvent } from 'react'
import type { ProviderStatus } from '../../lib/chat/provider-status'
import { Button } from '../ui/Button'
import { Notice } from '../ui/Notice'
import controls from './controls.module.css'
import { AddressInput } from './AddressInput'
import { Field } from './Field'
import { KeyField } from './KeyField'
import { ProviderActions } from './ProviderActions'
import { ProviderMore } from './ProviderMore'
import styles from './ProviderFields.module.css'
import { UnsavedNote } from './UnsavedNote'
import { hostOf } from './provider-state'
import type { ProviderForm } from './use-provider-form'

/** Address and key of a provider that is reached over the network. */
export function ProviderFields({ provider, form }: { provider: ProviderStatus; form: ProviderForm }) {
  const save = (event: FormEvent) => {
    event.preventDefault()
    form.begin('save')
  }
  const resettable = form.address.trim() !== provider.defaultBaseUrl
  return (
    <form className={styles.form} onSubmit={save} noValidate>
      <UnsavedNote {...form} />
      <div className={styles.pair}>
        <Field
          id={`address-${provider.id}`}
          label="Address"
          problem={form.addressProblem}
          hint={
            form.unencrypted &&
            'This address is not encrypted: others on the network can read what you ask and what you read.'
          }
          aside={
            resettable && (
              <Button
                look="quiet"
                className={controls.small ?? ''}
                onClick={() => form.changeAddress(provider.defaultBaseUrl)}
              >
                Reset to default
              </Button>
            )
          }
        >
          {(control) => (
            <AddressInput
              {...control}
              ref={form.addressField}
              data-testid="provider-base-url"
              value={form.address}
              onChange={form.changeAddress}
            />
          )}
        </Field>
        {provider.key !== 'none' && <KeyField provider={provider} form={form} />}
      </div>
      <ProviderMore provider={provider} form={form} />
      {needsPermission(provider) && !form.changed && !form.working && (
        <Notice tone="info" action={<Button onClick={() => form.begin('save')}>Allow access</Button>}>
          {`The browser has not yet allowed Gloss to reach ${hostOf(provider.baseUrl)}.`}
        </Notice>
      )}
      <ProviderActions provider={provider} form={form} />
    </form>
  )
}

/** Ollama has a notice of its own, which connects. */
function needsPermission(provider: ProviderStatus): boolean {
  if (provider.permitted || provider.id === 'ollama') return false
  return provider.key !== 'required' || provider.hasKey
}
