import { allPresets } from '../../lib/settings/presets'
import { useSettings } from '../hooks/use-settings'
import { Button } from '../ui/Button'
import controls from './controls.module.css'
import styles from './DefaultModel.module.css'
import { Field } from './Field'
import { choiceGroups, presetValue } from '../hooks/model-choices'
import { useOptions } from './options-context'
import { hostOf, providerState } from './provider-state'
import { routeHash } from './route'
import { useDefaultModel } from './use-default-model'

/** What a new chat starts with. */
export function DefaultModel() {
  const settings = useSettings()
  const { providers, models } = useOptions()
  const { preset, isUnlisted, isForgettable, choosePreset, chooseModel, forget } = useDefaultModel()
  const groups = choiceGroups(allPresets(settings), providers, (id) => models.of(id).list?.models ?? [])

  const choose = (value: string) => {
    const choice = groups.flatMap(({ choices }) => choices).find((one) => one.value === value)
    if (!choice) return
    if ('presetId' in choice) choosePreset(choice.presetId)
    else chooseModel(choice.model.providerId, choice.model.model)
  }
  return (
    <section className={styles.panel} aria-label="Default model">
      <Field
        id="default-preset"
        label="New chats start with"
        hint={<Whereabouts providerId={preset.providerId} isUnlisted={isUnlisted} />}
        aside={
          isForgettable && (
            <Button look="quiet" className={controls.small ?? ''} onClick={forget}>
              Forget this model
            </Button>
          )
        }
      >
        {(control) => (
          <select
            {...control}
            className={controls.select}
            data-testid="default-preset"
            value={presetValue(preset.id)}
            onChange={(event) => choose(event.currentTarget.value)}
          >
            {groups.map((group) => (
              <optgroup key={group.providerId} label={group.name}>
                {group.choices.map(({ value, label }) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        )}
      </Field>
    </section>
  )
}

/** Where the text goes that is asked about, or why nothing can be asked yet. */
function Whereabouts({ providerId, isUnlisted }: { providerId: string; isUnlisted: boolean }) {
  const { providers, ollama } = useOptions()
  const provider = providers.find(({ id }) => id === providerId)
  if (!provider) return <>Its server was removed: choose another model.</>
  if (provider.baseUrl === '') return <>Finds and quotes, without a model. Connect one below for written answers.</>
  const state = providerState(provider, ollama.discovery)
  if (provider.ready && state.label !== 'Not running') {
    const place = `${provider.name} at ${hostOf(provider.baseUrl)}`
    return <>{isUnlisted ? `${place}, which does not list this model.` : place}</>
  }
  return (
    <a className={controls.link} href={routeHash({ section: 'providers', providerId })}>
      {`${provider.name}: ${state.label.toLowerCase()}`}
    </a>
  )
}
