import { Check, RefreshCw } from 'lucide-react'
import { memo, useState, type KeyboardEvent, type MouseEvent } from 'react'
import type { ModelInfo } from '../../lib/chat/model-info'
import type { ProviderStatus } from '../../lib/chat/provider-status'
import { Button } from '../ui/Button'
import { Notice } from '../ui/Notice'
import { ageInWords } from './age'
import controls from './controls.module.css'
import { Failure, type MendingField } from './Failure'
import { filterModels, modelFacts } from './model-facts'
import styles from './ModelsList.module.css'
import { useOptions } from './options-context'
import { fieldThatMends } from './ProviderActions'
import { useDefaultModel } from './use-default-model'
import type { ModelsState } from './use-model-lists'
import { useNow } from './use-now'
import type { ProviderForm } from './use-provider-form'
import spinner from '../ui/Spinner.module.css'

/** From this many on, reading the list is slower than typing a part of a name. */
const filterFrom = 13

/** What the provider offers right now, each model a click away from being the default. */
export function ModelsList({ provider, form }: { provider: ProviderStatus; form: ProviderForm }) {
  const { models } = useOptions()
  const [filter, setFilter] = useState('')
  const state = models.of(provider.id)
  const listed = state.list?.models ?? []
  const shown = filterModels(listed, filter)
  const refresh = () => void models.load(provider.id, true)

  return (
    <section className={styles.models} aria-label={`Models of ${provider.name}`}>
      <div className={styles.header}>
        <h4 className={styles.title}>Models</h4>
        <Age state={state} />
        <Button
          look="quiet"
          className={controls.small ?? ''}
          icon={<RefreshCw size={13} className={state.loading ? spinner.spinning : undefined} aria-hidden />}
          onClick={refresh}
        >
          Refresh
        </Button>
      </div>
      <Problem state={state} onRetry={refresh} field={fieldThatMends(provider, form)} />
      {listed.length >= filterFrom && (
        <input
          type="search"
          className={controls.input}
          aria-label="Filter models"
          placeholder={`Filter ${listed.length} models`}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
      )}
      {shown.length > 0 && <Rows providerId={provider.id} shown={shown} />}
      <Nothing provider={provider} state={state} filter={filter} found={shown.length} />
    </section>
  )
}

function Age({ state: { list, loading } }: { state: ModelsState }) {
  const now = useNow()
  const words = list === undefined ? '' : `${list.models.length}, fetched ${ageInWords(list.fetchedAt, now)}`
  return (
    <p className={styles.age} role="status">
      {loading ? 'Fetching…' : words}
    </p>
  )
}

type ProblemProps = { state: ModelsState; onRetry: () => void; field: MendingField }

function Problem({ state: { problem, list, loading }, onRetry, field }: ProblemProps) {
  if (!problem || loading) return null
  if (list) {
    return <Notice tone="info">{`${problem.sentence} Below is the last list that could be had.`}</Notice>
  }
  if (problem.error) return <Failure error={problem.error} onRetry={onRetry} field={field} />
  return <Notice action={<Button onClick={onRetry}>Try again</Button>}>{problem.sentence}</Notice>
}

type NothingProps = { provider: ProviderStatus; state: ModelsState; filter: string; found: number }

function Nothing({ provider, state, filter, found }: NothingProps) {
  const { chooseModel } = useDefaultModel()
  if (found > 0 || !state.list) return null
  const name = filter.trim()
  if (name !== '') {
    return (
      <div className={styles.nothing}>
        <p>{`No model is called “${name}” here.`}</p>
        <Button className={controls.small ?? ''} onClick={() => chooseModel(provider.id, name)}>
          {`Use “${name}” all the same`}
        </Button>
      </div>
    )
  }
  return (
    <p className={styles.nothing}>
      {provider.wire === 'ollama' ? (
        <>
          It has no models yet. Get one in a terminal with <code>ollama pull qwen3:8b</code>, then refresh.
        </>
      ) : (
        'It lists no models.'
      )}
    </p>
  )
}

/** One stop for the tab key however many there are: the arrow keys go through them. */
function Rows({ providerId, shown }: { providerId: string; shown: readonly ModelInfo[] }) {
  const { preset, chooseModel } = useDefaultModel()
  const [reached, setReached] = useState<string>()
  const chosen = preset.providerId === providerId ? preset.model : undefined
  const usable = shown.filter(({ id }) => id !== chosen)
  const stop = (usable.find(({ id }) => id === reached) ?? usable[0])?.id

  const click = (event: MouseEvent) => {
    const button = event.target instanceof Element && event.target.closest('button')
    if (button && button.value !== '') chooseModel(providerId, button.value)
  }
  const move = (event: KeyboardEvent<HTMLUListElement>) => {
    const buttons = [...event.currentTarget.querySelectorAll('button')]
    const place = buttons.findIndex((button) => button === event.target)
    const next = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: buttons.length - 1 }[event.key]
    const button = next === undefined ? undefined : buttons[next]
    if (!button) return
    event.preventDefault()
    setReached(button.value)
    button.focus()
  }
  return (
    // The buttons in it take clicks and keys; one listener serves hundreds of them.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <ul className={styles.list} onClick={click} onKeyDown={move}>
      {shown.map((model) => (
        <ModelRow key={model.id} model={model} isDefault={model.id === chosen} isStop={model.id === stop} />
      ))}
    </ul>
  )
}

type ModelRowProps = { model: ModelInfo; isDefault: boolean; isStop: boolean }

const ModelRow = memo(function ModelRow({ model, isDefault, isStop }: ModelRowProps) {
  const name = model.name ?? model.id
  const facts = modelFacts(model)
  if (model.name !== undefined && model.name !== model.id) facts.unshift(model.id)
  return (
    <li className={styles.row} data-default={isDefault || undefined}>
      <div className={styles.what}>
        <p className={styles.name}>{name}</p>
        {facts.length > 0 && <p className={styles.facts}>{facts.join(' · ')}</p>}
      </div>
      {isDefault ? (
        <span className={styles.default}>
          <Check size={14} aria-hidden />
          Default
        </span>
      ) : (
        <Button
          className={controls.small ?? ''}
          aria-label={`Use ${name} for new chats`}
          value={model.id}
          tabIndex={isStop ? 0 : -1}
        >
          Use
        </Button>
      )}
    </li>
  )
})
