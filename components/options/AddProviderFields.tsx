import { useState, type RefObject } from 'react'
import { Button } from '../ui/Button'
import type { NewServer, NewServerProblems } from './AddProviderDialog'
import styles from './AddProviderDialog.module.css'
import { checkAddress } from './address'
import { Consent } from './Consent'
import controls from './controls.module.css'
import { AddressInput } from './AddressInput'
import { Field } from './Field'
import { hostOf } from './provider-state'
import { customWireChoices } from './wire-names'
import { NameField } from './NameField'

/** Servers people run on their own machine, as they come out of the box. */
const examples: { name: string; wire: NewServer['wire']; address: string }[] = [
  { name: 'LM Studio', wire: 'openai-chat', address: 'http://localhost:1234/v1' },
  { name: 'llama.cpp', wire: 'openai-chat', address: 'http://localhost:8080/v1' },
  { name: 'vLLM', wire: 'openai-chat', address: 'http://localhost:8000/v1' },
]

type AddProviderFieldsProps = {
  server: NewServer
  problems: NewServerProblems
  keyField: RefObject<HTMLInputElement | null>
  onChange: (change: Partial<NewServer>) => void
}

export function AddProviderFields({ server, problems, keyField, onChange }: AddProviderFieldsProps) {
  const [keyTyped, setKeyTyped] = useState(false)
  const checked = checkAddress(server.address, server.wire)
  const unencrypted = checked.ok && checked.unencrypted
  return (
    <>
      <div className={styles.examples} role="group" aria-label="Fill in for">
        <span aria-hidden>Fill in for</span>
        {examples.map((example) => (
          <Button key={example.name} className={controls.small ?? ''} onClick={() => onChange(example)}>
            {example.name}
          </Button>
        ))}
      </div>
      <NameField
        id="new-name"
        testId="custom-provider-name"
        value={server.name}
        problem={problems.name}
        onChange={(name) => onChange({ name })}
      />
      <Field id="new-wire" label="Protocol">
        {(control) => (
          <select
            {...control}
            className={controls.select}
            data-testid="custom-provider-wire"
            value={server.wire}
            onChange={({ currentTarget }) => {
              const chosen = customWireChoices.find(({ value }) => value === currentTarget.value)
              if (chosen) onChange({ wire: chosen.value })
            }}
          >
            {customWireChoices.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        id="new-address"
        label="Address"
        problem={problems.address}
        hint={
          unencrypted
            ? 'This address is not encrypted: others on the network can read what you ask and what you read.'
            : addressHint[server.wire]
        }
      >
        {(control) => (
          <AddressInput
            {...control}
            data-testid="custom-provider-address"
            value={server.address}
            onChange={(address) => onChange({ address })}
          />
        )}
      </Field>
      <Field
        id="new-key"
        label="API key (if the server asks for one)"
        hint="Stays in this browser and is sent only to that address."
      >
        {(control) => (
          <input
            {...control}
            ref={keyField}
            className={`${controls.input} ${controls.address}`}
            data-testid="custom-provider-key"
            type="password"
            autoComplete="off"
            spellCheck={false}
            data-1p-ignore
            data-lpignore="true"
            onInput={(event) => setKeyTyped(event.currentTarget.value.trim() !== '')}
          />
        )}
      </Field>
      {unencrypted && keyTyped && (
        <Consent
          id="new-consent"
          host={hostOf(checked.baseUrl)}
          given={server.consent}
          problem={problems.consent}
          onGive={(consent) => onChange({ consent })}
        />
      )}
    </>
  )
}

const addressHint: Record<NewServer['wire'], string> = {
  'openai-chat': 'Up to and with /v1, where the server has it.',
  'openai-responses': 'Up to and with /v1, where the server has it.',
  'anthropic-messages': 'Without /v1.',
  gemini: 'Without /v1beta.',
  ollama: 'Without /api, for example http://192.168.1.20:11434.',
}
