import { ClipboardPaste, Plus } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { ProviderStatus } from '../../lib/chat/provider-status'
import { AddProviderDialog } from './AddProviderDialog'
import { CheckAll } from './CheckAll'
import { EnvironmentDialog } from './EnvironmentDialog'
import { DefaultModel } from './DefaultModel'
import { ownServersId } from './element-ids'
import { useOptions } from './options-context'
import { ProviderCard } from './ProviderCard'
import styles from './ProvidersSection.module.css'
import type { Visit } from './use-route'

type ProviderGroup = { id: string; title: string; belongs: (provider: ProviderStatus) => boolean }

const groups: ProviderGroup[] = [
  { id: 'local', title: 'On this computer', belongs: ({ custom, key }) => !custom && key === 'none' },
  { id: 'cloud', title: 'In the cloud, with your own key', belongs: ({ custom, key }) => !custom && key !== 'none' },
]

export function ProvidersSection({ route }: { route: Visit }) {
  const { providers } = useOptions()
  const visitOf = (provider: ProviderStatus) => (provider.id === route.providerId ? route.visit : undefined)
  const card = (provider: ProviderStatus) => (
    <ProviderCard key={provider.id} provider={provider} visit={visitOf(provider)} />
  )
  if (providers.length === 0) {
    return (
      <p className={styles.loading} role="status">
        Asking what is there…
      </p>
    )
  }
  return (
    <>
      <DefaultModel />
      <CheckAll />
      {groups.map(({ id, title, belongs }) => (
        <section key={id} className={styles.group} aria-labelledby={`group-${id}`}>
          <h2 id={`group-${id}`} className={styles.title}>
            {title}
          </h2>
          <ul className={styles.cards}>{supportedFirst(providers.filter(belongs)).map(card)}</ul>
        </section>
      ))}
      <OwnServers>{providers.filter(({ custom }) => custom).map(card)}</OwnServers>
    </>
  )
}

function supportedFirst(providers: ProviderStatus[]): ProviderStatus[] {
  return [...providers.filter(({ available }) => available), ...providers.filter(({ available }) => !available)]
}

function OwnServers({ children }: { children: ReactNode[] }) {
  const [open, setOpen] = useState<'server' | 'environment'>()
  return (
    <section className={styles.group} aria-labelledby={ownServersId}>
      <h2 id={ownServersId} className={styles.title} tabIndex={-1}>
        Your own servers
      </h2>
      <ul className={styles.cards}>
        {children}
        <AddRow
          testId="add-custom-provider"
          icon={<Plus size={18} aria-hidden />}
          name="Add a server"
          hint="LM Studio, llama.cpp, vLLM, a company gateway, another Ollama"
          onClick={() => setOpen('server')}
        />
        <AddRow
          testId="paste-environment"
          icon={<ClipboardPaste size={17} aria-hidden />}
          name="Paste your .env"
          hint="Keys and addresses of several providers at once"
          onClick={() => setOpen('environment')}
        />
      </ul>
      {open === 'server' && <AddProviderDialog onClose={() => setOpen(undefined)} />}
      {open === 'environment' && <EnvironmentDialog onClose={() => setOpen(undefined)} />}
    </section>
  )
}

type AddRowProps = { testId: string; icon: ReactNode; name: string; hint: string; onClick: () => void }

function AddRow({ testId, icon, name, hint, onClick }: AddRowProps) {
  return (
    <li className={styles.addRow}>
      <button type="button" className={styles.add} data-testid={testId} onClick={onClick}>
        <span className={styles.plus}>{icon}</span>
        <span>
          <span className={styles.addName}>{name}</span>
          <span className={styles.addHint}>{hint}</span>
        </span>
      </button>
    </li>
  )
}
