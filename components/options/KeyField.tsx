import { Check } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { toErrorInfo } from '../../lib/chat/chat-error'
import type { ProviderStatus } from '../../lib/chat/provider-status'
import { call } from '../../lib/messaging/calls'
import { Button } from '../ui/Button'
import { Notice } from '../ui/Notice'
import controls from './controls.module.css'
import { Consent } from './Consent'
import { ExternalLink } from './ExternalLink'
import { Field } from './Field'
import styles from './KeyField.module.css'
import { useOptions } from './options-context'
import type { ProviderForm } from './use-provider-form'

/** The key goes in and never comes out: once saved, it can only be replaced or cleared. */
export function KeyField({ provider, form }: { provider: ProviderStatus; form: ProviderForm }) {
  const place = useRef<HTMLDivElement>(null)
  const { replacing } = form
  const saved = provider.hasKey && !replacing
  const before = useRef(saved)
  useEffect(() => {
    if (before.current === saved) return
    before.current = saved
    // The control that had the focus is gone: its successor takes it, unless the reader went elsewhere meanwhile.
    const lost = document.activeElement === null || document.activeElement === document.body
    if (lost) place.current?.querySelector<HTMLElement>('input, button')?.focus()
  }, [saved])
  return (
    <div ref={place}>
      {saved ? <SavedKey provider={provider} form={form} /> : <NewKey provider={provider} form={form} />}
    </div>
  )
}

function NewKey({ provider, form }: { provider: ProviderStatus; form: ProviderForm }) {
  const id = `key-${provider.id}`
  const { keyField, consentField, replacing, host } = form
  useEffect(() => {
    if (replacing) keyField.current?.focus()
  }, [keyField, replacing])
  return (
    <div className={styles.stack}>
      {provider.keyBoundTo !== undefined && <BoundElsewhere provider={provider} form={form} />}
      <Field
        id={id}
        label={provider.key === 'optional' ? 'API key (if the server asks for one)' : 'API key'}
        hint={<KeyHint provider={provider} />}
        aside={
          replacing && (
            <Button look="quiet" className={controls.small ?? ''} onClick={() => form.replaceKey(false)}>
              Keep the saved key
            </Button>
          )
        }
      >
        {(control) => (
          <input
            {...control}
            ref={keyField}
            className={`${controls.input} ${controls.address}`}
            data-testid="provider-key"
            type="password"
            autoComplete="off"
            spellCheck={false}
            data-1p-ignore
            data-lpignore="true"
            onInput={form.noteKey}
          />
        )}
      </Field>
      {form.unencrypted && form.keyTyped && (
        <Consent
          id={`${id}-consent`}
          ref={consentField}
          host={host}
          given={form.consent}
          problem={form.consentProblem ? 'Tick this, or use an https address.' : undefined}
          onGive={form.giveConsent}
        />
      )}
    </div>
  )
}

function KeyHint({ provider }: { provider: ProviderStatus }) {
  return (
    <>
      Stays in this browser and is sent only to this address.
      {provider.keyUrl !== undefined && (
        <>
          {' '}
          <ExternalLink href={provider.keyUrl}>{`Get a key from ${provider.name}`}</ExternalLink>
        </>
      )}
    </>
  )
}

function BoundElsewhere({ provider, form }: { provider: ProviderStatus; form: ProviderForm }) {
  return (
    <Notice tone="info" action={<ClearKey provider={provider} form={form} label="Clear the old key" />}>
      {`The saved key was entered for ${provider.keyBoundTo} and is not sent anywhere else. Enter it again to use it at this address${provider.key === 'optional' ? ', or clear it to go without one' : ''}.`}
    </Notice>
  )
}

function SavedKey({ provider, form }: { provider: ProviderStatus; form: ProviderForm }) {
  return (
    <div className={styles.saved}>
      <span className={styles.state}>
        <Check size={16} aria-hidden />
        Key saved <span aria-hidden>••••</span>
      </span>
      <span className={styles.pair}>
        <Button className={controls.small ?? ''} onClick={() => form.replaceKey(true)}>
          Replace
        </Button>
        <ClearKey provider={provider} form={form} label="Clear" />
      </span>
    </div>
  )
}

/** Asks once more first: a cleared key cannot be brought back. */
function ClearKey({ provider, form, label }: { provider: ProviderStatus; form: ProviderForm; label: string }) {
  const { refresh } = useOptions()
  const [asking, setAsking] = useState(false)
  const question = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (asking) question.current?.focus()
  }, [asking])

  const clear = async () => {
    try {
      await call('clearKey', { providerId: provider.id })
      form.setOutcome({ tone: 'good', sentence: 'Key cleared from this browser.' })
    } catch (error) {
      form.setOutcome({ tone: 'failure', error: toErrorInfo(error) })
    }
    setAsking(false)
    await refresh()
  }

  if (!asking) {
    return (
      <Button className={controls.small ?? ''} look="danger" onClick={() => setAsking(true)}>
        {label}
      </Button>
    )
  }
  return (
    <div ref={question} className={styles.confirm} role="group" aria-label="Clear the key?" tabIndex={-1}>
      <p>
        {`Clearing removes the key from this browser. It does not revoke it: do that at ${provider.name}.`}
        {provider.keyUrl !== undefined && (
          <>
            {' '}
            <ExternalLink href={provider.keyUrl}>Open its keys</ExternalLink>
          </>
        )}
      </p>
      <div className={styles.actions}>
        <Button className={controls.small ?? ''} look="danger" onClick={() => void clear()}>
          Clear the key
        </Button>
        <Button className={controls.small ?? ''} look="quiet" onClick={() => setAsking(false)}>
          Keep it
        </Button>
      </div>
    </div>
  )
}
