import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import type { ModelInfo } from '../../lib/chat/model-info'
import { isComposing } from '../ui/is-composing'
import controls from './controls.module.css'
import { filterModels, modelFacts } from './model-facts'
import styles from './ModelInput.module.css'

/** A list longer than this is narrowed by typing, not by scrolling. */
const longestList = 100

type ModelInputProps = {
  id: string
  value: string
  models: readonly ModelInfo[]
  onChange: (text: string) => void
  onChoose: (model: ModelInfo) => void
  onLeave: () => void
}

/** A text field with the list of models under it: arrow keys and Enter choose, Escape closes, anything can be typed. */
export function ModelInput({ value, models, onChange, onChoose, onLeave, ...control }: ModelInputProps) {
  const listId = useId()
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const list = useRef<HTMLDivElement>(null)
  // What was chosen from the list does not narrow it to itself.
  const chosen = models.findIndex(({ id }) => id === value)
  const shown = filterModels(models, chosen >= 0 ? '' : value).slice(0, longestList)
  const expanded = open && shown.length > 0

  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active, expanded])

  const show = () => {
    setOpen(true)
    setActive(chosen >= 0 && chosen < longestList ? chosen : -1)
  }
  const choose = (model: ModelInfo) => {
    onChoose(model)
    setOpen(false)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const model = shown[active]
    if (step !== undefined) {
      event.preventDefault()
      if (expanded) setActive((active + step + shown.length) % shown.length)
      else show()
    } else if (expanded && event.key === 'Enter' && model) {
      event.preventDefault()
      choose(model)
    } else if (expanded && event.key === 'Escape') {
      event.preventDefault()
      setOpen(false)
    }
  }
  return (
    <div className={styles.field}>
      <input
        {...control}
        className={controls.input}
        data-testid="preset-model"
        role="combobox"
        aria-expanded={expanded}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={expanded && active >= 0 ? `${listId}-${active}` : undefined}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={200}
        value={value}
        onClick={show}
        onChange={(event) => {
          onChange(event.currentTarget.value)
          setOpen(true)
          setActive(-1)
        }}
        onKeyDown={onKeyDown}
        onBlur={() => {
          setOpen(false)
          onLeave()
        }}
      />
      <div id={listId} ref={list} className={styles.list} role="listbox" aria-label="Models" hidden={!expanded}>
        {shown.map((model, index) => (
          <button
            key={model.id}
            type="button"
            id={`${listId}-${index}`}
            className={styles.model}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            // The field keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(model)}
          >
            <span className={styles.name}>{model.name ?? model.id}</span>
            <span className={styles.facts}>{factsOf(model)}</span>
          </button>
        ))}
      </div>
    </div>
  )
}

function factsOf(model: ModelInfo): string {
  const id = model.name === undefined || model.name === model.id ? [] : [model.id]
  return [...id, ...modelFacts(model)].join(' · ')
}
