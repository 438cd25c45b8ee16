import { BookOpen, ChevronDown, Cloud, Laptop, Server } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { ProviderStatus } from '../../lib/chat/provider-status'
import { useOptions } from './options-context'
import { ProviderBody } from './ProviderBody'
import styles from './ProviderCard.module.css'
import { hostOf, providerState } from './provider-state'

type ProviderCardProps = {
  provider: ProviderStatus
  /** The visit that asked for this card, so that it opens and takes the focus; absent when none did. */
  visit: number | undefined
}

/** One provider: a row, and under it everything about it. Closing it hides that, and throws away nothing typed. */
export function ProviderCard({ provider, visit }: ProviderCardProps) {
  const { ollama } = useOptions()
  const [open, setOpen] = useState(true)
  const row = useRef<HTMLButtonElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const bodyId = `provider-${provider.id}`
  const state = providerState(provider, ollama.discovery)

  useEffect(() => {
    if (visit !== undefined) setOpen(true)
  }, [visit])

  useEffect(() => {
    if (visit === undefined || !open) return
    const field = body.current?.querySelector<HTMLElement>('[data-testid="provider-key"]') ?? row.current
    field?.focus({ preventScroll: true })
    row.current?.scrollIntoView({ block: 'start' })
    // Not when it is opened by hand: then the reader is there already.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [visit])

  return (
    <li className={styles.card} data-testid="provider-card" data-provider={provider.id} data-open={open}>
      <h3 className={styles.heading}>
        <button
          ref={row}
          type="button"
          className={styles.row}
          aria-expanded={open}
          aria-controls={bodyId}
          onClick={() => setOpen(!open)}
        >
          <span className={styles.icon}>
            <ProviderIcon provider={provider} />
          </span>
          <span className={styles.what}>
            <span className={styles.name}>{provider.name}</span>
            <span className={styles.description}>
              {provider.custom
                ? `${provider.description.replace(/\.$/, '')} at ${hostOf(provider.baseUrl)}.`
                : provider.description}
            </span>
          </span>
          <span className={styles.state} data-tone={state.tone}>
            {state.label}
          </span>
          <ChevronDown size={16} className={styles.chevron} aria-hidden />
        </button>
      </h3>
      <div ref={body} id={bodyId} className={styles.body} role="group" aria-label={provider.name} hidden={!open}>
        <ProviderBody provider={provider} />
      </div>
    </li>
  )
}

function ProviderIcon({ provider }: { provider: ProviderStatus }) {
  if (provider.custom) return <Server size={18} aria-hidden />
  if (provider.baseUrl === '') return <BookOpen size={18} aria-hidden />
  return provider.id === 'ollama' ? <Laptop size={18} aria-hidden /> : <Cloud size={18} aria-hidden />
}
