import { RefreshCw } from 'lucide-react'
import { Button } from '../ui/Button'
import { ageInWords } from './age'
import controls from './controls.module.css'
import { Field } from './Field'
import { modelFacts } from './model-facts'
import { ModelInput } from './ModelInput'
import { useOptions } from './options-context'
import styles from './PresetEditor.module.css'
import { providerState } from './provider-state'
import { useNow } from './use-now'
import type { PresetFormState } from './use-preset-form'
import spinner from '../ui/Spinner.module.css'

/** Who answers: a provider, and one of its models as it lists them now, or any other that is typed. */
export function PresetModel({ state }: { state: PresetFormState }) {
  const { providers, models, ollama } = useOptions()
  const { form, provider, listed, problems, change, leave } = state
  const offered = providers.filter(({ baseUrl, available }) => baseUrl !== '' && available)
  const list = models.of(form.providerId)
  return (
    <div className={styles.pair}>
      <Field id="preset-provider" label="Provider" problem={problems.providerId} hint={readiness()}>
        {(control) => (
          <select
            {...control}
            className={controls.select}
            data-testid="preset-provider"
            value={provider ? form.providerId : ''}
            onChange={(event) => change({ providerId: event.currentTarget.value, model: '' })}
          >
            {!provider && <option value="">Choose a provider</option>}
            {offered.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        id="preset-model"
        label="Model"
        problem={problems.model}
        hint={<ModelHint state={state} />}
        aside={
          provider?.ready && (
            <Button
              look="quiet"
              className={`${controls.small} ${styles.refresh}`}
              icon={<RefreshCw size={13} className={list.loading ? spinner.spinning : undefined} aria-hidden />}
              onClick={() => void models.load(form.providerId, true)}
            >
              Refresh
            </Button>
          )
        }
      >
        {(control) => (
          <ModelInput
            {...control}
            value={form.model}
            models={listed}
            onChange={(text) => change({ model: text })}
            onChoose={({ id, name }) => change({ model: id, ...(form.name.trim() === '' && { name: name ?? id }) })}
            onLeave={() => leave('model')}
          />
        )}
      </Field>
    </div>
  )

  function readiness(): string | undefined {
    if (!provider || provider.ready) return undefined
    return `${providerState(provider, ollama.discovery).label}. The preset can be saved all the same.`
  }
}

/** What the provider says of the model, and how old its list is, or why there is none. */
function ModelHint({ state }: { state: PresetFormState }) {
  const facts = modelFacts(state.model)
  return (
    <>
      {facts.length > 0 && <span className={styles.facts}>{facts.join(' · ')}</span>}
      <ListState state={state} />
    </>
  )
}

function ListState({ state: { form, provider, listed } }: { state: PresetFormState }) {
  const now = useNow()
  const { list, loading, problem } = useOptions().models.of(form.providerId)
  if (loading) return <>Fetching the list…</>
  if (problem) return <>{`${problem.sentence} You can type a name.`}</>
  if (!list) return <>{provider ? 'Type its name as the provider calls it.' : 'Choose a provider first.'}</>
  return <>{`${listed.length} listed, fetched ${ageInWords(list.fetchedAt, now)}. Others can be typed.`}</>
}
