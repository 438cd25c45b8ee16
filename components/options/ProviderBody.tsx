import { Trash2 } from 'lucide-react'
import type { ProviderStatus } from '../../lib/chat/provider-status'
import { Button } from '../ui/Button'
import { DefaultOffer } from './DefaultOffer'
import { ModelsList } from './ModelsList'
import { OllamaStatus } from './OllamaStatus'
import { useOptions } from './options-context'
import { ProviderActions } from './ProviderActions'
import styles from './ProviderBody.module.css'
import { ProviderFields } from './ProviderFields'
import { useProviderForm } from './use-provider-form'

/** What a card opens to. */
export function ProviderBody({ provider }: { provider: ProviderStatus }) {
  if (!provider.available) {
    return <p className={styles.text}>{`This version of Gloss cannot talk to ${provider.name} yet.`}</p>
  }
  return provider.baseUrl === '' ? <Reader provider={provider} /> : <Networked provider={provider} />
}

function Reader({ provider }: { provider: ProviderStatus }) {
  const form = useProviderForm(provider)
  return (
    <>
      <p className={styles.text}>
        It is part of Gloss and always there. It ranks the sentences of the page against your question and quotes the
        best ones; it only quotes, and writes nothing of its own. Nothing leaves this computer.
      </p>
      <ProviderActions provider={provider} form={form} />
    </>
  )
}

function Networked({ provider }: { provider: ProviderStatus }) {
  const { models, remove } = useOptions()
  const form = useProviderForm(provider)
  const { list, loading, problem } = models.of(provider.id)
  // A server that does not answer is told of by Ollama's own notice.
  const hasModels =
    list !== undefined ||
    (provider.ready && (loading || problem?.error?.kind !== 'unreachable' || provider.id !== 'ollama'))
  return (
    <>
      {provider.id === 'ollama' && <OllamaStatus />}
      <ProviderFields provider={provider} form={form} />
      <DefaultOffer provider={provider} />
      {hasModels && <ModelsList provider={provider} />}
      {provider.custom && (
        <div className={styles.remove}>
          <Button look="danger" icon={<Trash2 size={14} aria-hidden />} onClick={() => remove(provider)}>
            {`Remove ${provider.name}`}
          </Button>
        </div>
      )}
    </>
  )
}
