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
import { ownServersId } from './element-ids'
import type { ModelsState } from './use-model-lists'
import { useProviderForm, type Outcome } from './use-provider-form'

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
  const removeThis = () => {
    remove(provider)
    // The card goes, and the focus must not go with it.
    document.getElementById(ownServersId)?.focus()
  }
  return (
    <>
      {provider.id === 'ollama' && <OllamaStatus />}
      <ProviderFields provider={provider} form={form} />
      <DefaultOffer provider={provider} tested={form.outcome?.tone === 'good' ? form.outcome.tested : undefined} />
      {showsModels(provider, models.of(provider.id), form.outcome) && <ModelsList provider={provider} form={form} />}
      {provider.custom && (
        <div className={styles.remove}>
          <Button look="danger" icon={<Trash2 size={14} aria-hidden />} onClick={removeThis}>
            {`Remove ${provider.name}`}
          </Button>
        </div>
      )}
    </>
  )
}

/** Not while a notice above already says why there are none. */
function showsModels(provider: ProviderStatus, { list, loading, problem }: ModelsState, outcome?: Outcome): boolean {
  if (!provider.ready || provider.keyBoundTo !== undefined) return false
  const silent = problem?.error?.kind === 'unreachable' || (problem === undefined && !loading)
  if (list === undefined && outcome?.tone === 'failure' && outcome.error.message === problem?.sentence) return false
  return list !== undefined || provider.id !== 'ollama' || !silent
}
