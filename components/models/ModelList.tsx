import { Check, Search } from 'lucide-react'
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { builtinPreset } from '../../lib/chat/preset'
import { presetValue, type ChoiceGroup, type ModelChoice } from '../hooks/model-choices'
import { holdHeight } from '../ui/hold-height'
import shared from '../ui/picker.module.css'
import { useListKeys } from '../ui/use-list-keys'
import { findChoices, type FoundChoice } from './find-choices'
import styles from './ModelList.module.css'

const page = 8

type ModelListProps = {
  label: string
  groups: readonly ChoiceGroup[]
  /** The values of those that were used last; they stand first. */
  lately: readonly string[]
  /** The values of those that are chosen. */
  chosen: readonly string[]
  /** Several can be chosen: each has a box, and choosing does not close the list. */
  several?: boolean
  /** Why a choice cannot be made now. */
  whyNot?: (choice: ModelChoice) => string | undefined
  onChoose: (choice: ModelChoice) => void
}

/** Models to choose from, with a field to look for them. The field keeps the focus and the keys. */
export function ModelList({ label, groups, lately, chosen, several = false, whyNot, onChoose }: ModelListProps) {
  const id = useId()
  const [query, setQuery] = useState('')
  const frame = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const found = useMemo(() => findChoices(groups, query, lately), [groups, query, lately])
  const { choices, more } = found

  const choose = (choice: FoundChoice | undefined) => {
    if (choice && whyNot?.(choice) === undefined) onChoose(choice)
  }
  const jump = (to: number) => keys.setActive(Math.max(0, Math.min(choices.length - 1, to)))
  const keys = useListKeys({
    isOpen: true,
    count: choices.length,
    first:
      several || query !== ''
        ? 0
        : Math.max(
            0,
            choices.findIndex(({ value }) => chosen.includes(value)),
          ),
    query,
    keys: {
      Enter: () => choose(choices[keys.active]),
      PageDown: () => jump(keys.active + page),
      PageUp: () => jump(keys.active - page),
    },
  })
  const { active, onKeyDown, onPoint } = keys
  const optionId = (choice: FoundChoice) => `${id}-${choices.indexOf(choice)}`
  const current = choices[active]

  useLayoutEffect(() => {
    // A dialog gives the focus to what asks for it; React only takes it, too soon.
    input.current?.setAttribute('autofocus', '')
    input.current?.focus()
  }, [])
  useEffect(() => {
    if (active === 0) list.current?.scrollTo({ top: 0 })
    else list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' })
  }, [active, query])

  return (
    <div ref={frame} className={styles.models}>
      <label className={styles.search}>
        <Search size={15} aria-hidden />
        <input
          ref={input}
          type="text"
          role="combobox"
          value={query}
          placeholder="Search models"
          aria-label={label}
          aria-expanded
          aria-autocomplete="list"
          aria-controls={`${id}-list`}
          aria-activedescendant={current && optionId(current)}
          autoComplete="off"
          spellCheck={false}
          data-testid="preset-search"
          onChange={({ currentTarget: { value } }) => {
            holdHeight(frame.current, value !== '')
            setQuery(value)
          }}
          onKeyDown={onKeyDown}
        />
      </label>
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        aria-multiselectable={several || undefined}
        className={styles.list}
        tabIndex={-1}
        // The field keeps the cursor.
        onMouseDown={(event) => event.preventDefault()}
      >
        {found.groups.map((group) => (
          <div key={group.id} role="group" aria-labelledby={`${id}-${group.id}`}>
            <p id={`${id}-${group.id}`} role="presentation" className={styles.heading}>
              {group.name}
              {group.outOf !== undefined && <span className={styles.outOf}>{group.outOf}</span>}
            </p>
            {group.choices.map((choice) => (
              <Option
                key={choice.value}
                id={optionId(choice)}
                choice={choice}
                several={several}
                isActive={choice === current}
                isChosen={chosen.includes(choice.value)}
                hint={whyNot?.(choice)}
                pointed={onPoint(choices.indexOf(choice))}
                onChoose={() => choose(choice)}
              />
            ))}
          </div>
        ))}
      </div>
      <p className={styles.note} role="status">
        {choices.length === 0 && query !== '' && 'No model is called like that.'}
        {more > 0 && `${more} more: type a part of the name.`}
      </p>
    </div>
  )
}

type OptionProps = {
  id: string
  choice: FoundChoice
  several: boolean
  isActive: boolean
  isChosen: boolean
  hint: string | undefined
  pointed: ReturnType<ReturnType<typeof useListKeys>['onPoint']>
  onChoose: () => void
}

function Option({ id, choice, several, isActive, isChosen, hint, pointed, onChoose }: OptionProps) {
  const { label, modelId, facts, price, providerName } = choice
  const words = [
    providerName,
    label === modelId || choice.value === presetValue(builtinPreset.id) ? undefined : modelId,
    ...facts,
    price !== undefined && price !== 'free' ? `${price} per M` : price,
  ].filter((fact) => fact !== undefined && fact !== '')
  return (
    // The field keeps the focus and the keys.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      aria-disabled={hint !== undefined || undefined}
      title={hint}
      className={`${shared.option} ${isActive ? shared.active : ''}`}
      data-active={isActive || undefined}
      data-value={choice.value}
      data-testid="preset-choice"
      {...pointed}
      onClick={onChoose}
    >
      <span
        className={several ? `${styles.mark} ${styles.box} ${isChosen ? styles.ticked : ''}` : styles.mark}
        aria-hidden
      >
        {isChosen && <Check size={several ? 12 : 15} />}
      </span>
      <span className={shared.words}>
        <span className={shared.name}>{label}</span>
        {words.length > 0 && <span className={`${shared.more} ${styles.facts}`}>{words.join(' · ')}</span>}
      </span>
    </div>
  )
}
