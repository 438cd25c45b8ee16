import { Plus } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { ProviderStatus } from '../../lib/chat/provider-status'
import { AddProviderDialog } from './AddProviderDialog'
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
  const [adding, setAdding] = useState(false)
  return (
    <section className={styles.group} aria-labelledby={ownServersId}>
      <h2 id={ownServersId} className={styles.title} tabIndex={-1}>
        Your own servers
      </h2>
      <ul className={styles.cards}>
        {children}
        <li className={styles.addRow}>
          <button
            type="button"
            className={styles.add}
            data-testid="add-custom-provider"
            onClick={() => setAdding(true)}
          >
            <span className={styles.plus}>
              <Plus size={18} aria-hidden />
            </span>
            <span>
              <span className={styles.addName}>Add a server</span>
              <span className={styles.addHint}>LM Studio, llama.cpp, vLLM, a company gateway, another Ollama</span>
            </span>
          </button>
        </li>
      </ul>
      {adding && <AddProviderDialog onClose={() => setAdding(false)} />}
    </section>
  )
}
