import { Plus, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { ProviderStatus } from '../../lib/chat/provider-status'
import { providerRow } from '../../lib/providers'
import { Button, IconButton } from '../ui/Button'
import controls from './controls.module.css'
import { useOptions } from './options-context'
import type { PriceProblem, PriceRow } from './price-rows'
import styles from './ProviderMore.module.css'
import type { ProviderForm } from './use-provider-form'

/** What each model costs, for providers that do not say what an answer cost. */
export function ProviderPrices({ provider, form }: { provider: ProviderStatus; form: ProviderForm }) {
  const { models } = useOptions()
  const { more } = form
  const rows = more.draft.prices
  const place = useRef<HTMLFieldSetElement>(null)
  const added = useRef<string>(undefined)
  const titleId = `prices-${provider.id}`
  const listId = `${titleId}-models`
  useEffect(() => {
    if (added.current === undefined) return
    document.getElementById(`${titleId}-${added.current}-model`)?.focus()
    added.current = undefined
  }, [rows, titleId])

  if (provider.key === 'none') return null
  if (providerRow(provider.id)?.reportsCost) {
    return (
      <div className={styles.part}>
        <p className={styles.partTitle}>Prices</p>
        <p className={styles.hint}>
          {`${provider.name} says what each answer cost, so there is nothing to enter here.`}
        </p>
      </div>
    )
  }
  const change = (id: string, changes: Partial<PriceRow>) =>
    more.change({ prices: rows.map((row) => (row.id === id ? { ...row, ...changes } : row)) })
  const remove = (id: string) => {
    more.change({ prices: rows.filter((row) => row.id !== id) })
    place.current?.querySelector<HTMLElement>('[data-add]')?.focus()
  }
  const add = () => {
    const row: PriceRow = { id: `new-${crypto.randomUUID()}`, model: '', input: '', output: '', cached: '' }
    added.current = row.id
    more.change({ prices: [...rows, row] })
  }
  return (
    <fieldset ref={place} className={styles.part} aria-labelledby={titleId} data-testid="provider-prices">
      <div>
        <p id={titleId} className={styles.partTitle}>
          Prices
        </p>
        <p className={styles.hint}>
          In US dollars per million tokens, from your provider’s price list. Gloss uses them to say what an answer cost.
        </p>
      </div>
      <datalist id={listId}>
        {models.of(provider.id).list?.models.map(({ id }) => (
          <option key={id} value={id}>
            {id}
          </option>
        ))}
      </datalist>
      {rows.map((row) => (
        <Row
          key={row.id}
          id={`${titleId}-${row.id}`}
          listId={listId}
          row={row}
          problem={more.problems.prices[row.id] ?? {}}
          onChange={(changes) => change(row.id, changes)}
          onRemove={() => remove(row.id)}
        />
      ))}
      <Button
        className={`${controls.small} ${styles.add}`}
        icon={<Plus size={13} aria-hidden />}
        data-add
        data-testid="price-add"
        onClick={add}
      >
        Add a model’s prices
      </Button>
    </fieldset>
  )
}

type RowProps = {
  id: string
  listId: string
  row: PriceRow
  problem: PriceProblem
  onChange: (changes: Partial<PriceRow>) => void
  onRemove: () => void
}

const amounts = [
  { field: 'input', label: 'Input' },
  { field: 'output', label: 'Output' },
  { field: 'cached', label: 'Cached input' },
] as const

function Row({ id, listId, row, problem, onChange, onRemove }: RowProps) {
  const sentences = Object.entries(problem)
  const control = (field: keyof PriceProblem) => ({
    id: `${id}-${field}`,
    'data-testid': `price-${field}`,
    className: controls.input,
    autoComplete: 'off',
    value: row[field],
    'aria-invalid': problem[field] !== undefined || undefined,
    'aria-describedby': problem[field] === undefined ? undefined : `${id}-${field}-problem`,
  })
  return (
    <div className={styles.priceRow}>
      <div className={styles.price} role="group" aria-label={`Prices of ${row.model || 'a model'}`}>
        <div className={`${styles.cell} ${styles.model}`}>
          <label className={styles.small} htmlFor={`${id}-model`}>
            Model
          </label>
          <input
            {...control('model')}
            list={listId}
            spellCheck={false}
            onChange={(event) => onChange({ model: event.currentTarget.value })}
          />
        </div>
        {amounts.map(({ field, label }) => (
          <div key={field} className={styles.cell}>
            <label className={styles.small} htmlFor={`${id}-${field}`}>
              {label}
            </label>
            <input
              {...control(field)}
              inputMode="decimal"
              placeholder={field === 'cached' ? 'as input' : undefined}
              onChange={(event) => onChange({ [field]: event.currentTarget.value })}
            />
          </div>
        ))}
        <IconButton
          label={`Remove the prices of ${row.model || 'this model'}`}
          className={styles.remove ?? ''}
          onClick={onRemove}
        >
          <X size={16} aria-hidden />
        </IconButton>
      </div>
      {sentences.map(([field, sentence]) => (
        <p key={field} id={`${id}-${field}-problem`} className={styles.problem} role="alert">
          {`${fieldNames[field as keyof PriceProblem]}: ${sentence}`}
        </p>
      ))}
    </div>
  )
}

const fieldNames: Record<keyof PriceProblem, string> = {
  model: 'Model',
  input: 'Input',
  output: 'Output',
  cached: 'Cached input',
}
